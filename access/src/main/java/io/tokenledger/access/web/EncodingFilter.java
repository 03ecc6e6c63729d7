package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects a URL that two readers could understand differently: dot segments in its path, and percent-encoded bytes in its query
 * that are not UTF-8. Tomcat resolves dot segments: below {@code /oauth2/verify} a proxy's client could reach an open route with
 * them, whose 200 the proxy takes for a good credential. Tomcat rejects such bytes in a path itself, but reads a query only
 * where a handler has parameters. {@link BoundedRequest} checks bodies.
 */
class EncodingFilter extends OncePerRequestFilter {
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(?=[/;]|$)");

    private final ErrorWriter errors;

    EncodingFilter(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (RefusedException malformed) {
            errors.write(request, response, malformed);
            return;
        }
        chain.doFilter(request, response);
    }

    /** The query behind a question of a proxy is its client's, and is never decoded. */
    private static void check(HttpServletRequest request) {
        if (DOT_SEGMENT.matcher(request.getRequestURI()).find()) {
            throw RefusalCode.BAD_REQUEST.because("A path may not contain the segments '.' and '..'.");
        }
        if (request.getQueryString() != null && !ForwardAuth.asksIn(request)) {
            Percent.decode(request.getQueryString());
        }
    }
}
