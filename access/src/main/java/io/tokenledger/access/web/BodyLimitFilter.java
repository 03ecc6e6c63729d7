package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what a request may carry: 64 KiB of body, uncompressed, at a path without parameters. */
class BodyLimitFilter extends OncePerRequestFilter {
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final ErrorWriter errors;

    BodyLimitFilter(ErrorWriter errors) {
        this.errors = errors;
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
            chain.doFilter(
                    request.getContentLengthLong() < 0 ? new BoundedRequest(request, MAX_BODY_BYTES) : request,
                    response);
        }
    }
}
