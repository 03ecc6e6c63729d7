package io.tokenledger.command.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write that was done under an {@code Idempotency-Key}.
 *
 * @param fingerprint of method, path and body, keyed
 * @param subjectId what was created or changed
 * @param status of the first answer; null where it was never kept, as with one that showed a secret
 */
public record Done(
        String fingerprint,
        UUID subjectId,
        @Nullable Integer status,
        @Nullable String etag,
        @Nullable String answer) {}
