package io.tokenledger.api.filter;

import jakarta.servlet.http.HttpServletResponse;

/** Marks responses that a proxy must not buffer: event streams, and exports, which may be very long. */
public final class UnbufferedResponse {
    /** Read by nginx, and by other proxies that adopted the header; they do not forward it to the caller. */
    private static final String HEADER = "X-Accel-Buffering";

    private UnbufferedResponse() {}

    /**
     * Marks the response; call it before the first byte. A proxy buffers any other response, so that slow callers block
     * no thread.
     */
    public static void mark(HttpServletResponse response) {
        response.setHeader(HEADER, "no");
    }
}
