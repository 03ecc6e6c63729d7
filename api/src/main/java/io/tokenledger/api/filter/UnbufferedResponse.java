package io.tokenledger.api.filter;

import jakarta.servlet.http.HttpServletResponse;

/** Responses that a proxy has to pass on as they come: exports, which have no end in sight, and event streams. */
public final class UnbufferedResponse {
    /** Read by nginx, and by other proxies that took the header over; not sent on to the caller. */
    private static final String HEADER = "X-Accel-Buffering";

    private UnbufferedResponse() {}

    /** Marks the response, before its first byte. A proxy takes any other response whole, so that slow callers hold no thread. */
    public static void mark(HttpServletResponse response) {
        response.setHeader(HEADER, "no");
    }
}
