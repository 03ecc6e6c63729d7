package io.tokenledger.command.oidc;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/** Each sign-in waits for the provider: while that is slow, those who wait must not take all threads from everybody else. */
final class FewAtOnce extends OncePerRequestFilter {
    private static final long RETRY_SECONDS = 5;

    private final ErrorWriter errors;
    private final Semaphore room;

    FewAtOnce(ErrorWriter errors, int most) {
        this.errors = errors;
        this.room = new Semaphore(most);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!room.tryAcquire()) {
            errors.write(
                    request,
                    response,
                    RefusalCode.STORE_UNAVAILABLE
                            .retryAfter(RETRY_SECONDS, "Too many sign-ins wait for the OpenID Connect provider.")
                            .refusal());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release();
        }
    }
}
