package io.tokenledger.command.idempotency;

import org.jspecify.annotations.Nullable;

/** A request body that may say why the change is made. */
public interface Reasoned {
    /** At most 500 characters; null if the caller gives no reason. */
    @Nullable
    String reason();
}
