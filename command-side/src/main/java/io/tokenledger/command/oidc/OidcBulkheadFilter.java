package io.tokenledger.command.oidc;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how many sign-ins wait for the OpenID Connect provider. A slow provider thus cannot block all threads of the
 * web server.
 */
final class OidcBulkheadFilter extends OncePerRequestFilter {
    private static final long RETRY_SECONDS = 5;

    private final ProblemWriter errors;
    private final Bulkhead signIns;

    OidcBulkheadFilter(ProblemWriter errors, Bulkhead signIns) {
        this.errors = errors;
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Bulkhead.Permit permit = signIns.tryAcquire(ClientNetwork.of(request.getRemoteAddr()))) {
            if (permit == null) {
                errors.write(
                        request,
                        response,
                        ProblemCode.TEMPORARILY_UNAVAILABLE
                                .retryAfter(
                                        RETRY_SECONDS, "Too many sign-ins are waiting for the OpenID Connect provider.")
                                .problem());
                return;
            }
            chain.doFilter(request, response);
        }
    }
}
