package io.tokenledger.api.filter;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.request.SourceAddresses;
import io.tokenledger.api.verify.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shows the components of {@code /actuator/health} to superusers and to callers on this machine; other callers get the
 * status only. Spring Boot shows them to requests with a principal ({@code show-details: when-authorized}), so this
 * filter sets one.
 */
public class HealthDetailsFilter extends OncePerRequestFilter {
    private static final Principal OPERATOR = () -> "operator";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PublicRoutes.isHealth(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // the response depends on the caller
        chain.doFilter(isOperator(request) ? new OfOperator(request) : request, response);
    }

    private static boolean isOperator(HttpServletRequest request) {
        return (SourceAddresses.isLoopback(request.getRemoteAddr()) && PublicRoutes.isDirect(request))
                || (request.getAttribute(BearerAuthenticationFilter.CALLER) instanceof Caller caller
                        && caller.may(Action.LEDGER_OPERATE));
    }

    private static final class OfOperator extends HttpServletRequestWrapper {
        OfOperator(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return OPERATOR;
        }
    }
}
