package io.tokenledger.api.filter;

import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BodyTooLargeException;
import io.tokenledger.api.request.BodyTooSlowException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what a request may carry: 64 KiB of body (128 where it lists values) within a time, uncompressed, at a path without parameters. */
public class BodyLimitFilter extends OncePerRequestFilter {
    private static final int MAX_BODY_BYTES = BodyTooLargeException.MAX_BODY_BYTES;

    /** A thousand leaked values are larger. */
    private static final int MAX_LIST_BYTES = 2 * MAX_BODY_BYTES;

    /** No handler reads a body of these; a response that is still in progress later must not have one to read. */
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final Set<String> LISTS = Set.of("/ledger/leak_reports", "/ledger/tokens/deactivations");

    private final ProblemWriter errors;
    private final Duration timeout;
    private final Bulkhead slowBodies;
    private final ConnectionLimits connections;

    /**
     * The filter.
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
        int most = LISTS.contains(request.getRequestURI()) ? MAX_LIST_BYTES : MAX_BODY_BYTES;
        if (request.getContentLengthLong() > most) {
            errors.write(
                    request,
                    response,
                    ProblemCode.BODY_TOO_LARGE
                            .because("The body is larger than %s KiB.", most / 1024)
                            .refusal());
        } else if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null && hasBody(request)) {
            errors.write(
                    request,
                    response,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE
                            .because("Compressed bodies are not read.")
                            .refusal());
        } else if (request.getRequestURI().indexOf(';') >= 0 && !describesAnother(request)) {
            errors.write(
                    request,
                    response,
                    ProblemCode.BAD_REQUEST
                            .because("A path may not contain ';'.")
                            .refusal());
        } else {
            filterBody(request, response, chain, most);
        }
    }

    private void filterBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain, int limit)
            throws IOException, ServletException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        BodyLimitedRequest limited = new BodyLimitedRequest(request, limit, timeout, slowBodies, connections);
        try {
            if (READS.contains(request.getMethod()) && !ForwardAuth.asksIn(request) && !limited.discard()) {
                errors.write(request, response, BodyTooSlowException.refused().refusal());
                return;
            }
            chain.doFilter(limited, response);
        } finally {
            limited.close();
        }
    }

    /** Some proxies pass on what their client said of its body, without the body. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The path below a question of a proxy is its client's; no route of ours is found by it. */
    private static boolean describesAnother(HttpServletRequest request) {
        return ForwardAuth.asksIn(request) && request.getRequestURI().startsWith(ForwardAuth.PATH + "/");
    }
}
