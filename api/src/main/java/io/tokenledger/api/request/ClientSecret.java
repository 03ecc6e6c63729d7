package io.tokenledger.api.request;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * The secret of an OAuth client that authenticates by {@code client_secret_basic} or {@code client_secret_post} (RFC
 * 6749, section 2.3.1). The secret is an API key. The client id may be any text, because the key identifies its account.
 */
public final class ClientSecret {
    /** The only route that accepts it. */
    public static final String ROUTE = "/oauth2/introspect";

    private static final String SCHEME = "Basic ";

    private ClientSecret() {}

    /**
     * The secret; empty if the request has none. Reads the body of a form.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the request authenticates in more than one way, or the
     *     header is malformed
     */
    public static Optional<Secret> of(HttpServletRequest request) throws IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<Secret> basic = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(password(header.substring(SCHEME.length()).strip()))
                : Optional.empty();
        Optional<Secret> post = FormBody.isForm(request)
                ? FormBody.of(request).field("client_secret").map(Secret::of)
                : Optional.empty();
        if (post.isPresent() && header != null) {
            throw ProblemCode.AMBIGUOUS_CREDENTIALS.because(
                    "The request has both an Authorization header and a client_secret.");
        }
        return basic.or(() -> post);
    }

    /** Id and secret are encoded as in a form, then joined by a colon. */
    private static Secret password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                return Secret.of(PercentDecoder.decode(pair.substring(colon + 1)));
            }
        } catch (IllegalArgumentException notBase64) {
            // rejected below
        }
        throw ProblemCode.BAD_REQUEST.because("The Authorization header must be 'Basic' and base64 of 'id:secret'.");
    }
}
