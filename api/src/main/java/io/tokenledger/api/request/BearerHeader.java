package io.tokenledger.api.request;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * The credential of {@code Authorization: Bearer} (RFC 6750, section 2.1). A request with two such headers is rejected.
 */
public final class BearerHeader {
    private static final String SCHEME = "Bearer ";

    private BearerHeader() {}

    /** The credential; empty if the header is missing or has another scheme. */
    public static Optional<Secret> of(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (!headers.hasMoreElements()) {
            return Optional.empty();
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw ProblemCode.AMBIGUOUS_CREDENTIALS.because("The request has more than one Authorization header.");
        }
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(Secret.of(header.substring(SCHEME.length())))
                : Optional.empty();
    }
}
