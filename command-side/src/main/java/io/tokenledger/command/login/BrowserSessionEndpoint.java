package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.browser.SameOriginCheck;
import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.command.apitoken.ApiTokenRevocationService;
import io.tokenledger.command.login.TokenExchange.MintedJwt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signs a browser in by username and password, and signs it out. The session is a cookie that scripts cannot read. */
@RestController
class BrowserSessionEndpoint {
    private final SignInService signIn;
    private final SessionCookie cookie;
    private final SameOriginCheck sameOrigin;
    private final CredentialReader reader;
    private final ApiTokenRevocationService revocation;

    BrowserSessionEndpoint(
            SignInService signIn,
            SessionCookie cookie,
            SameOriginCheck sameOrigin,
            CredentialReader reader,
            ApiTokenRevocationService revocation) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
        this.reader = reader;
        this.revocation = revocation;
    }

    @PostMapping("/auth/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = LoginEndpoint.LoginForm.class)))
    void signIn(HttpServletRequest request, HttpServletResponse response, RequestOrigin origin) throws IOException {
        sameOrigin.require(request);
        FormBody form = FormBody.of(request);
        MintedJwt session = signIn.signIn(
                form.field("username")
                        .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field 'username' is required.")),
                form.field("password")
                        .map(Secret::of)
                        .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field 'password' is required.")),
                origin);
        cookie.set(response, session.value(), Duration.ofSeconds(session.expiresIn()));
    }

    /**
     * Ends the session of the cookie and the API token of the header, in every process. It requires the same origin and
     * no CSRF token, so that a page that lost its CSRF cookie can still sign out.
     */
    @DeleteMapping("/auth/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    void signOut(HttpServletRequest request, HttpServletResponse response, RequestOrigin origin) {
        sameOrigin.require(request);
        apiToken(cookie.withoutCsrfCheck(request))
                .filter(held -> held.keyId() == null) // only a sign-in creates a session
                .ifPresent(session -> revocation.signOut(session, origin));
        apiToken(BearerHeader.of(request)).ifPresent(held -> revocation.signOut(held, origin));
        cookie.clear(response);
    }

    private Optional<PresentedApiToken> apiToken(Optional<Secret> credential) {
        return credential
                .map(reader::read)
                .filter(PresentedApiToken.class::isInstance)
                .map(PresentedApiToken.class::cast);
    }
}
