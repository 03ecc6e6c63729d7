package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.direct.DirectHandler;
import io.tokenledger.api.direct.DirectResponse;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.command.login.TokenExchange.MintedJwt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /auth/login}: exchanges an API key, or a username and password, for a short-lived API token. */
@RestController
class LoginEndpoint implements DirectHandler {
    private static final String PASSWORD_GRANT = "password";
    private static final String API_KEY_GRANT = "zenml-api-key";

    private final TokenExchange exchange;
    private final SignInService signIn;
    private final JsonMapper json;

    LoginEndpoint(TokenExchange exchange, SignInService signIn, JsonMapper json) {
        this.exchange = exchange;
        this.signIn = signIn;
        this.json = json;
    }

    /** The form for the OpenAPI document only; requests are never bound to it. */
    record LoginForm(
            @Nullable String grantType,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "LoginForm[" + grantType + "]";
        }
    }

    @Override
    @PostMapping("/auth/login")
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = LoginForm.class)))
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = LoginResponse.class)))
    public void handle(RequestOrigin origin, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FormBody form = FormBody.of(request);
        String grant =
                form.field("grant_type").orElse(form.field("username").isPresent() ? PASSWORD_GRANT : API_KEY_GRANT);
        MintedJwt jwt = switch (grant) {
            case PASSWORD_GRANT ->
                signIn.signIn(required(form, "username"), Secret.of(required(form, "password")), origin);
            case API_KEY_GRANT -> exchange.forControlPlane(apiKey(form, BearerHeader.of(request)), origin);
            default -> throw ProblemCode.UNSUPPORTED_GRANT_TYPE.because("This value of 'grant_type' is not supported.");
        };
        byte[] body = json.writeValueAsBytes(LoginResponse.of(jwt.value().reveal(), jwt.expiresIn()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        DirectResponse.write(response, MediaType.APPLICATION_JSON_VALUE, body);
    }

    private static String required(FormBody form, String field) {
        return form.field(field)
                .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field '%s' is required.", field));
    }

    /** The ZenML client sends the key in the form and in the header; both values must then be equal. */
    private static Secret apiKey(FormBody form, Optional<Secret> bearer) {
        Optional<Secret> inForm = form.field("password").map(Secret::of);
        if (inForm.isPresent()
                && bearer.isPresent()
                && !inForm.get()
                        .stripped()
                        .reveal()
                        .equals(bearer.get().stripped().reveal())) {
            throw ProblemCode.AMBIGUOUS_CREDENTIALS.because(
                    "The form and the Authorization header contain different credentials.");
        }
        return inForm.or(() -> bearer).orElseThrow(() -> ProblemCode.BAD_REQUEST.because("API key is required."));
    }
}
