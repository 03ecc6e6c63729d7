package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.FormBody;
import io.tokenledger.access.web.SameOrigin;
import io.tokenledger.access.web.SessionCookie;
import io.tokenledger.command.login.Exchange.MintedJwt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signs a browser in by username and password, and out. What it gets is a cookie, out of reach of scripts. */
@RestController
class SessionEndpoint {
    private final SignIn signIn;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;

    SessionEndpoint(SignIn signIn, SessionCookie cookie, SameOrigin sameOrigin) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
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
    void signIn(HttpServletRequest request, HttpServletResponse response, Origin origin) throws IOException {
        sameOrigin.require(request);
        FormBody form = FormBody.of(request);
        MintedJwt session = signIn.signIn(
                form.field("username")
                        .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'username' is required.")),
                form.field("password")
                        .map(Secret::of)
                        .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'password' is required.")),
                origin);
        cookie.set(response, session.value(), Duration.ofSeconds(session.expiresIn()));
    }

    @DeleteMapping("/auth/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        sameOrigin.require(request);
        cookie.clear(response);
    }
}
