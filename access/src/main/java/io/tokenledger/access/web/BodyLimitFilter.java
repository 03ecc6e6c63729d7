package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what a request may carry: 64 KiB of body within a time, uncompressed, at a path without parameters. */
class BodyLimitFilter extends OncePerRequestFilter {
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final ErrorWriter errors;
    private final Duration patience;

    /**
     * The filter.
     *
     * @param patience for a whole body, however it is sliced
     */
    BodyLimitFilter(ErrorWriter errors, Duration patience) {
        this.errors = errors;
        this.patience = patience;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            errors.write(
                    request,
                    response,
                    RefusalCode.BODY_TOO_LARGE
                            .because("The body is larger than 64 KiB.")
                            .refusal());
        } else if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            errors.write(
                    request,
                    response,
                    RefusalCode.UNSUPPORTED_MEDIA_TYPE
                            .because("Compressed bodies are not read.")
                            .refusal());
        } else if (request.getRequestURI().indexOf(';') >= 0) {
            errors.write(
                    request,
                    response,
                    RefusalCode.BAD_REQUEST
                            .because("A path may not contain ';'.")
                            .refusal());
        } else {
            boolean bare = request.getContentLengthLong() == 0;
            chain.doFilter(bare ? request : new BoundedRequest(request, MAX_BODY_BYTES, patience), response);
        }
    }
}
