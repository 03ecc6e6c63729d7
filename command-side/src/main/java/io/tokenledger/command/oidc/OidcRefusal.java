package io.tokenledger.command.oidc;

import io.tokenledger.access.text.PlainText;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.web.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Refuses whom the provider did not vouch for, or not in a way that holds. The operator learns why, the caller not. */
class OidcRefusal implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OidcRefusal.class);

    private final ErrorWriter errors;

    OidcRefusal(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        LOG.warn(
                "A sign-in by the OpenID Connect provider was refused: {}",
                PlainText.harmless(String.valueOf(why.getMessage())));
        errors.write(request, response, CredentialRefusals.notValid().refusal());
    }
}
