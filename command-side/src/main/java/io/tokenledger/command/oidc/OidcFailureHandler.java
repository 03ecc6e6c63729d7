package io.tokenledger.command.oidc;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.InvalidCredentials;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Rejects sign-ins that the provider did not authenticate or that fail validation. The cause is logged for the operator
 * and hidden from the caller.
 */
class OidcFailureHandler implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OidcFailureHandler.class);

    private final ProblemWriter errors;

    OidcFailureHandler(ProblemWriter errors) {
        this.errors = errors;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        LOG.warn(
                "OpenID Connect sign-in failed, and the caller receives 401: {}",
                PlainText.sanitize(String.valueOf(why.getMessage())));
        errors.write(request, response, InvalidCredentials.notValid().problem());
    }
}
