package io.tokenledger.api.filter;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.PercentDecoder;
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
 * where a handler has parameters. {@link BodyLimitedRequest} checks bodies.
 */
public class UrlEncodingFilter extends OncePerRequestFilter {
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(?=[/;]|$)");

    private final ProblemWriter errors;

    public UrlEncodingFilter(ProblemWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (ProblemException malformed) {
            errors.write(request, response, malformed);
            return;
        }
        chain.doFilter(request, response);
    }

    /** The query behind a question of a proxy is its client's, and is never decoded. */
    private static void check(HttpServletRequest request) {
        if (DOT_SEGMENT.matcher(request.getRequestURI()).find()) {
            throw ProblemCode.BAD_REQUEST.because("A path may not contain the segments '.' and '..'.");
        }
        if (request.getQueryString() != null && !ForwardAuth.asksIn(request)) {
            PercentDecoder.decode(request.getQueryString());
        }
    }
}
