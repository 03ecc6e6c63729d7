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
 * Rejects URLs that two parsers could interpret differently: dot segments in the path, and percent-encoded bytes in the
 * query that are not UTF-8. Tomcat resolves dot segments. With them, a proxy's client could turn a path below
 * {@code /oauth2/verify} into a public route. The proxy would take the 200 of that route for a valid credential. Tomcat
 * itself rejects invalid bytes in a path, but decodes a query only for handlers with parameters.
 * {@link BodyLimitedRequest} checks bodies.
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

    /**
     * Checks path and query. The query of a forward-auth request is that of the described request, and is never
     * decoded.
     */
    private static void check(HttpServletRequest request) {
        String path = request.getRequestURI();
        if ((path.indexOf('.') >= 0 || path.indexOf('%') >= 0)
                && DOT_SEGMENT.matcher(path).find()) {
            throw ProblemCode.BAD_REQUEST.because("A path must not contain the segments '.' and '..'.");
        }
        if (request.getQueryString() != null && !ForwardAuth.isForwardAuth(request)) {
            PercentDecoder.decode(request.getQueryString());
        }
    }
}
