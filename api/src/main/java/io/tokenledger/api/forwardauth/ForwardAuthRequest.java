package io.tokenledger.api.forwardauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A forward-auth request as its handler sees it: always {@code GET /oauth2/verify}, regardless of the described
 * request.
 */
public final class ForwardAuthRequest extends HttpServletRequestWrapper {
    public ForwardAuthRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestURI() {
        return ForwardAuth.PATH;
    }

    @Override
    public String getServletPath() {
        return ForwardAuth.PATH;
    }
}
