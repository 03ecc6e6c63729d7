package io.tokenledger.command.idempotency;

import io.tokenledger.api.idempotency.AcceptsIdempotencyKey;
import io.tokenledger.api.text.ReasonText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request to write, before its body is known. Handler methods receive it as an argument. */
@AcceptsIdempotencyKey
public final class WriteRequest {
    private final HttpServletRequest request;
    private final Caller caller;
    private final RequestOrigin origin;
    private final boolean waits;
    private final IdempotentWriteFactory writes;

    WriteRequest(
            HttpServletRequest request,
            Caller caller,
            RequestOrigin origin,
            boolean waits,
            IdempotentWriteFactory writes) {
        this.request = request;
        this.caller = caller;
        this.origin = origin;
        this.waits = waits;
        this.writes = writes;
    }

    HttpServletRequest request() {
        return request;
    }

    public Caller caller() {
        return caller;
    }

    public RequestOrigin origin() {
        return origin;
    }

    /** Whether the response waits until the listing shows the change; false after {@code ?wait=false}. */
    boolean waits() {
        return waits;
    }

    /**
     * The write with its parsed request body; null if the route has none. JSON of the body must contain all that
     * distinguishes two requests.
     */
    public IdempotentWrite of(@Nullable Object body) {
        String given = body instanceof Reasoned reasoned ? reasoned.reason() : null;
        return of(body, given == null ? request.getParameter(ReasonText.NAME) : given);
    }

    /**
     * The write with a reason that is not a member of {@code body}.
     *
     * @param reason why the caller makes the change, at most 500 characters; null if it gives no reason
     */
    public IdempotentWrite of(@Nullable Object body, @Nullable String reason) {
        return writes.begin(this, body, ReasonText.recorded(reason));
    }
}
