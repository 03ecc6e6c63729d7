package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.FormBody;
import io.tokenledger.access.web.PublicUrl;
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
    private final PublicUrl publicUrl;

    SessionEndpoint(SignIn signIn, PublicUrl publicUrl) {
        this.signIn = signIn;
        this.publicUrl = publicUrl;
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
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw RefusalCode.CSRF_TOKEN_MISSING.because("A page elsewhere cannot sign anybody in here.");
        }
        FormBody form = FormBody.of(request);
        MintedJwt session = signIn.signIn(
                form.field("username")
                        .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'username' is required.")),
                form.field("password")
                        .map(Secret::of)
                        .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'password' is required.")),
                origin);
        SessionCookie.set(response, session.value(), Duration.ofSeconds(session.expiresIn()), publicUrl.isSecure());
    }

    @DeleteMapping("/auth/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    void signOut(HttpServletResponse response) {
        SessionCookie.clear(response, publicUrl.isSecure());
    }
}
