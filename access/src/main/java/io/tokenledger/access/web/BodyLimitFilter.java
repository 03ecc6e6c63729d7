package io.tokenledger.access.web;

import io.tokenledger.access.limit.Bulkhead;
import io.tokenledger.access.refusal.RefusalCode;
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
class BodyLimitFilter extends OncePerRequestFilter {
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** A thousand leaked values are larger. */
    private static final int MAX_LIST_BYTES = 2 * MAX_BODY_BYTES;

    private static final Set<String> LISTS = Set.of("/ledger/leak_reports", "/ledger/tokens/deactivations");

    private final ErrorWriter errors;
    private final Duration patience;
    private final Bulkhead slowBodies;

    /**
     * The filter.
     *
     * @param patience for a whole body, however it is sliced
     * @param slowBodies limits how many threads wait for bytes of a body
     */
    BodyLimitFilter(ErrorWriter errors, Duration patience, Bulkhead slowBodies) {
        this.errors = errors;
        this.patience = patience;
        this.slowBodies = slowBodies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = LISTS.contains(request.getRequestURI()) ? MAX_LIST_BYTES : MAX_BODY_BYTES;
        if (request.getContentLengthLong() > most) {
            errors.write(
                    request,
                    response,
                    RefusalCode.BODY_TOO_LARGE
                            .because("The body is larger than %s KiB.", most / 1024)
                            .refusal());
        } else if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null && hasBody(request)) {
            errors.write(
                    request,
                    response,
                    RefusalCode.UNSUPPORTED_MEDIA_TYPE
                            .because("Compressed bodies are not read.")
                            .refusal());
        } else if (request.getRequestURI().indexOf(';') >= 0 && !describesAnother(request)) {
            errors.write(
                    request,
                    response,
                    RefusalCode.BAD_REQUEST
                            .because("A path may not contain ';'.")
                            .refusal());
        } else {
            boolean bare = request.getContentLengthLong() == 0;
            chain.doFilter(bare ? request : new BoundedRequest(request, most, patience, slowBodies), response);
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
