package io.tokenledger.command.idempotency;

import io.tokenledger.api.idempotency.AcceptsIdempotencyKey;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request to write, before its body is known. Handler methods receive it as an argument.
 *
 * @param waits whether the response waits until the listing shows the change; false after {@code ?wait=false}
 */
@AcceptsIdempotencyKey
public record WriteRequest(
        HttpServletRequest request, Caller caller, RequestOrigin origin, boolean waits, IdempotentWriteFactory writes) {
    /**
     * The write with its parsed request body; null if the route has none. JSON of the body must contain all that
     * distinguishes two requests.
     */
    public IdempotentWrite of(@Nullable Object body) {
        return writes.begin(this, body);
    }
}
