package io.tokenledger.api.direct;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the response of a {@link DirectHandler}. */
public final class DirectResponse {
    private DirectResponse() {}

    /**
     * Writes a complete body.
     *
     * @param type media type of the body
     */
    public static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
