package io.tokenledger.command.oidc;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/** Each sign-in waits for the provider: while that is slow, those who wait must not take all threads from everybody else. */
final class FewAtOnce extends OncePerRequestFilter {
    private static final long RETRY_SECONDS = 5;
    /** One address has at most one part in so many, and cannot keep all others out. */
    private static final int SHARE = 4;

    private final ErrorWriter errors;
    private final int most;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    FewAtOnce(ErrorWriter errors, int most) {
        this.errors = errors;
        this.most = most;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        if (!enter(address)) {
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
            leave(address);
        }
    }

    private synchronized boolean enter(String address) {
        int ofAddress = waiting.getOrDefault(address, 0);
        if (all == most || ofAddress == most / SHARE) {
            return false;
        }
        all++;
        waiting.put(address, ofAddress + 1);
        return true;
    }

    private synchronized void leave(String address) {
        all--;
        waiting.computeIfPresent(address, (one, count) -> count == 1 ? null : count - 1);
    }
}
