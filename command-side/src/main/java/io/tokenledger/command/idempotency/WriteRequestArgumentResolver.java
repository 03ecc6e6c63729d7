package io.tokenledger.command.idempotency;

import io.tokenledger.api.mvc.RequestArgumentResolver;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passes {@link WriteRequest} to handler methods that declare it. */
@Component
class WriteRequestArgumentResolver extends RequestArgumentResolver<WriteRequest> {
    private final IdempotentWriteFactory writes;

    WriteRequestArgumentResolver(IdempotentWriteFactory writes) {
        super(WriteRequest.class);
        this.writes = writes;
    }

    @Override
    protected WriteRequest of(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller
                && request.getAttribute(RequestOrigin.class.getName()) instanceof RequestOrigin origin) {
            return new WriteRequest(request, caller, origin, waits(request.getParameter("wait")), writes);
        }
        throw InvalidCredentials.notValid();
    }

    private static boolean waits(@Nullable String value) {
        return switch (value == null ? "true" : value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw ProblemCode.BAD_VALUE.because("'wait' must be true or false.");
        };
    }
}
