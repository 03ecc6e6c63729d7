package io.tokenledger.api.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Keeps the address of the connection's peer. Tomcat replaces it by the address that a trusted proxy forwards. */
public final class PeerAddress extends ValveBase {
    private static final String ATTRIBUTE = PeerAddress.class.getName();

    public PeerAddress() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, request.getPeerAddr());
        getNext().invoke(request, response);
    }

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String address ? address : SourceAddresses.UNKNOWN;
    }
}
