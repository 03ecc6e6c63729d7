package io.tokenledger.revocation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects an API token whose signature is valid but which the feed has revoked. Add it after Spring Security's own
 * filter: {@code http.addFilterAfter(new RevocationFilter(feed), BearerTokenAuthenticationFilter.class)}.
 *
 * <p>Fails closed: it responds with 503 while the feed has been silent for too long.
 */
public final class RevocationFilter extends OncePerRequestFilter {
    private final BearerTokenAuthenticationEntryPoint unauthorized = new BearerTokenAuthenticationEntryPoint();
    private final RevocationFeed feed;

    public RevocationFilter(RevocationFeed feed) {
        this.feed = feed;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt apiToken)) {
            chain.doFilter(request, response);
        } else if (feed.isRevoked(apiToken)) {
            SecurityContextHolder.clearContext();
            unauthorized.commence(request, response, new InvalidBearerTokenException("The token has been revoked."));
        } else if (feed.isStale()) {
            response.setHeader("Retry-After", "1");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            chain.doFilter(request, response);
        }
    }
}
