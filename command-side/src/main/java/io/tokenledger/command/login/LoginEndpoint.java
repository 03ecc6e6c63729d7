package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.BearerHeader;
import io.tokenledger.access.web.FormBody;
import io.tokenledger.command.login.Exchange.MintedJwt;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /auth/login}: an API key, or a username and password, for a short-lived API token. */
@RestController
class LoginEndpoint {
    private static final String PASSWORD_GRANT = "password";
    private static final String API_KEY_GRANT = "zenml-api-key";

    private final Exchange exchange;
    private final SignIn signIn;

    LoginEndpoint(Exchange exchange, SignIn signIn) {
        this.exchange = exchange;
        this.signIn = signIn;
    }

    /** The form, as documents describe it: nothing is ever read into it. */
    record LoginForm(
            @Nullable String grantType,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "LoginForm[" + grantType + "]";
        }
    }

    @PostMapping("/auth/login")
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = LoginForm.class)))
    ResponseEntity<LoginAnswer> login(HttpServletRequest request, Origin origin) throws IOException {
        FormBody form = FormBody.of(request);
        String grant =
                form.field("grant_type").orElse(form.field("username").isPresent() ? PASSWORD_GRANT : API_KEY_GRANT);
        MintedJwt jwt = switch (grant) {
            case PASSWORD_GRANT ->
                signIn.signIn(required(form, "username"), Secret.of(required(form, "password")), origin);
            case API_KEY_GRANT -> exchange.forControlPlane(apiKey(form, BearerHeader.of(request)), origin);
            default -> throw RefusalCode.UNSUPPORTED_GRANT_TYPE.because("This grant type is not supported here.");
        };
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(LoginAnswer.of(jwt.value().reveal(), jwt.expiresIn()));
    }

    private static String required(FormBody form, String field) {
        return form.field(field)
                .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field '%s' is required.", field));
    }

    /** The real client sends the key twice, in the form and in the header; then both must be the same. */
    private static Secret apiKey(FormBody form, Optional<Secret> bearer) {
        Optional<Secret> inForm = form.field("password").map(Secret::of);
        if (inForm.isPresent()
                && bearer.isPresent()
                && !inForm.get().bare().reveal().equals(bearer.get().bare().reveal())) {
            throw RefusalCode.AMBIGUOUS_CREDENTIALS.because(
                    "The form and the Authorization header carry different credentials.");
        }
        return inForm.or(() -> bearer).orElseThrow(() -> RefusalCode.BAD_REQUEST.because("API key is required."));
    }
}
