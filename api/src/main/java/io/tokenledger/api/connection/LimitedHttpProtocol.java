package io.tokenledger.api.connection;

import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 protocol with a {@link LimitedEndpoint}. Public because Tomcat creates it by class name. */
public final class LimitedHttpProtocol extends Http11NioProtocol {
    public LimitedHttpProtocol() {
        super(new LimitedEndpoint());
    }

    void limit(ConnectionLimits limits) {
        ((LimitedEndpoint) getEndpoint()).limit(limits);
    }
}
