package io.tokenledger.api.filter;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BodyTooSlowException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits bodies to 64 KiB, or 128 KiB on routes that take lists of values, and to a maximum time. Rejects compressed
 * bodies, and paths with parameters.
 */
public class BodyLimitFilter extends OncePerRequestFilter {
    /**
     * Methods whose body is discarded before the handler runs, because none reads it. A response that completes later
     * must not have an unread body.
     */
    private static final Set<String> METHODS_WITHOUT_BODY = Set.of("GET", "HEAD");

    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";
    private static final Set<String> LIST_ROUTES =
            Set.of("/ledger/leak_reports", DEACTIVATIONS, "/ledger/tokens/lookups");
    private static final Pattern STAGE = Pattern.compile(DEACTIVATIONS + "/[^/]+/(restorations|deletions)");

    private final ProblemWriter errors;
    private final Duration timeout;
    private final Bulkhead slowBodies;
    private final ConnectionLimits connections;

    /**
     * Creates the filter.
     *
     * @param timeout time in which a whole body must arrive
     * @param slowBodies limits how many threads wait for bytes of a body
     */
    public BodyLimitFilter(ProblemWriter errors, Duration timeout, Bulkhead slowBodies, ConnectionLimits connections) {
        this.errors = errors;
        this.timeout = timeout;
        this.slowBodies = slowBodies;
        this.connections = connections;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        int most = takesList(path) ? ApiLimits.MAX_LIST_BODY_BYTES : ApiLimits.MAX_BODY_BYTES;
        if (request.getContentLengthLong() > most) {
            errors.write(
                    request,
                    response,
                    ProblemCode.BODY_TOO_LARGE
                            .because("The body must be at most %s KiB.", most / 1024)
                            .problem());
        } else if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null && hasBody(request)) {
            errors.write(
                    request,
                    response,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE
                            .because("Compressed bodies are not supported.")
                            .problem());
        } else if (path.indexOf(';') >= 0 && !describesAnotherRequest(request)) {
            errors.write(
                    request,
                    response,
                    ProblemCode.BAD_REQUEST
                            .because("A path must not contain ';'.")
                            .problem());
        } else {
            filterBody(request, response, chain, most);
        }
    }

    private static boolean takesList(String path) {
        return LIST_ROUTES.contains(path)
                || (path.startsWith(DEACTIVATIONS) && STAGE.matcher(path).matches());
    }

    private void filterBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain, int limit)
            throws IOException, ServletException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        BodyLimitedRequest limited = new BodyLimitedRequest(request, limit, timeout, slowBodies, connections);
        try {
            if (METHODS_WITHOUT_BODY.contains(request.getMethod())
                    && !ForwardAuth.isForwardAuth(request)
                    && !limited.discard()) {
                errors.write(request, response, BodyTooSlowException.problem().problem());
                return;
            }
            chain.doFilter(limited, response);
        } finally {
            limited.close();
        }
    }

    /** Whether the request has a body. Some proxies forward a client's {@code Content-Encoding} without its body. */
    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The path of a forward-auth request may describe another request; no route of ours depends on it. */
    private static boolean describesAnotherRequest(HttpServletRequest request) {
        return ForwardAuth.isForwardAuth(request) && request.getRequestURI().startsWith(ForwardAuth.PATH + "/");
    }
}
