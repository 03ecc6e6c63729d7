package io.tokenledger.api.filter;

import io.tokenledger.api.request.ConsoleSecret;
import io.tokenledger.api.request.SourceAddresses;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Assigns an id to every request and records its origin. Runs before all other filters, so that every error has an id.
 */
public class RequestIdFilter extends OncePerRequestFilter {
    static final String HEADER = "X-Request-Id";
    static final String ORIGIN = RequestOrigin.class.getName();

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MAX_USER_AGENT = 512;

    private final ConsoleSecret console;
    private final RequestIds ids;

    public RequestIdFilter(ConsoleSecret console, SecureRandom seeds) {
        this.console = console;
        this.ids = new RequestIds(seeds);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = console.browserAddress(request).orElseGet(request::getRemoteAddr);
        String given = request.getHeader(HEADER);
        String id = given != null && ACCEPTABLE.matcher(given).matches() ? given : ids.next();
        response.setHeader(HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff"); // some responses quote text of callers
        response.setHeader("X-Frame-Options", "DENY"); // no page of another origin can frame ours and capture clicks
        request.setAttribute(
                ORIGIN,
                new RequestOrigin(
                        SourceAddresses.canonical(address), userAgent(request.getHeader(HttpHeaders.USER_AGENT)), id));
        MDC.put("requestId", id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("requestId");
        }
    }

    private static @Nullable String userAgent(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String shortened = header.length() > MAX_USER_AGENT ? header.substring(0, MAX_USER_AGENT) : header;
        return PlainText.sanitize(shortened);
    }
}
