package io.tokenledger.command.idempotency;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that wants to write, before its body was looked at. Handlers get it as an argument.
 *
 * @param waits whether the answer shall wait until the listing shows the change; so unless the query says otherwise
 */
public record WriteRequest(
        HttpServletRequest request, Caller caller, RequestOrigin origin, boolean waits, IdempotentWriteFactory writes) {
    /** The write, with the body as it was read. */
    public IdempotentWrite of(@Nullable Object body) {
        return writes.begin(this, body);
    }
}
