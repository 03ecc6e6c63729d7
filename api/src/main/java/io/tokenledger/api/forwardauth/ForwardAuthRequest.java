package io.tokenledger.api.forwardauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A question of a proxy, as its handler sees it: {@code GET /oauth2/verify}, whichever request the proxy asks about. */
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
