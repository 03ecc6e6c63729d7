package io.tokenledger.api.idempotency;

import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects an {@code Idempotency-Key} on writes that cannot honor it, such as sign-ins, whose answers are never stored. A
 * client that sends a key relies on it. Reads have no effect, so they ignore it.
 */
public final class IdempotencyKeyInterceptor implements HandlerInterceptor {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (WRITES.contains(request.getMethod())
                && request.getHeader(IdempotencyKeyHeader.NAME) != null
                && handler instanceof HandlerMethod method
                && !IdempotencyKeyHeader.isAcceptedBy(method.getMethod())) {
            throw ProblemCode.IDEMPOTENCY_KEY_NOT_SUPPORTED.because("This route cannot honor an Idempotency-Key.");
        }
        return true;
    }
}
