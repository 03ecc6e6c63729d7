package io.tokenledger.authentication.introspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.direct.DirectHandler;
import io.tokenledger.api.direct.DirectResponse;
import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.ClientSecret;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.request.TokenForm;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /oauth2/introspect} (RFC 7662): tells a service whether a token is active, and which account owns it. */
@RestController
class IntrospectionEndpoint implements DirectHandler {
    /** Media type of a signed response (RFC 9701). */
    private static final String SIGNED = "application/token-introspection+jwt";

    private final CredentialReader credentials;
    private final CredentialVerifier credentialVerifier;
    private final ApiTokenCodec apiTokens;
    private final JsonMapper json;

    IntrospectionEndpoint(
            CredentialReader credentials,
            CredentialVerifier credentialVerifier,
            ApiTokenCodec apiTokens,
            JsonMapper json) {
        this.json = json;
        this.credentials = credentials;
        this.credentialVerifier = credentialVerifier;
        this.apiTokens = apiTokens;
    }

    /** For an inactive token, the response contains only {@code active} (RFC 7662, section 2.2). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Introspection(
            boolean active,
            @Nullable UUID sub,
            @Nullable String username,
            @Nullable CredentialKind tokenType,
            @Nullable Long exp,
            @Nullable Long iat,
            @Nullable String aud,
            @Nullable String iss,
            @Nullable String jti,
            @Nullable UUID apiKeyId,
            @Nullable Integer keyGen,
            @Nullable AccountKind accountKind,
            @Nullable List<UUID> organizations) {
        static final Introspection INACTIVE =
                new Introspection(false, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A caller without {@link Action#CREDENTIAL_INTROSPECT} may introspect only the credential that it presents. */
    @Override
    @PostMapping(ClientSecret.ROUTE)
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "clientSecret")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = TokenForm.class)))
    @Requires(value = Action.SELF, inside = Action.CREDENTIAL_INTROSPECT)
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = Introspection.class)),
                @Content(mediaType = SIGNED, schema = @Schema(type = "string"))
            })
    public void handle(RequestOrigin origin, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Caller caller = CallerArgumentResolver.require(request, Caller.class);
        Secret token = FormBody.of(request)
                .field("token")
                .map(Secret::of)
                .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field 'token' is required."));
        PresentedCredential presented = credentials.read(token);
        if (!caller.may(Action.CREDENTIAL_INTROSPECT) && !isCallersOwn(presented, caller)) {
            throw InvalidCredentials.notValid();
        }
        VerificationResult decision = credentialVerifier.verify(new VerifyCredential(
                presented,
                Channel.INTROSPECTION,
                origin,
                null,
                AccessRequirement.workspace(workspace(presented)),
                null));
        Introspection introspection = decision instanceof VerificationResult.Accepted accepted
                ? active(accepted.caller(), presented)
                : Introspection.INACTIVE;
        if (accepts(request.getHeader(HttpHeaders.ACCEPT))) {
            DirectResponse.write(response, SIGNED, signed(introspection, caller).getBytes(StandardCharsets.US_ASCII));
        } else {
            DirectResponse.write(response, MediaType.APPLICATION_JSON_VALUE, json.writeValueAsBytes(introspection));
        }
    }

    /** Whether the caller asks for a signed response (RFC 9701, section 4). */
    private static boolean accepts(@Nullable String header) {
        return header != null
                && Arrays.stream(header.split(","))
                        .anyMatch(type -> type.split(";", 2)[0].strip().equalsIgnoreCase(SIGNED));
    }

    /** The response is for the asking account, which is the audience (RFC 9701, section 5). */
    private String signed(Introspection introspection, Caller caller) {
        Map<String, Object> claims = json.convertValue(introspection, new TypeReference<>() {});
        return apiTokens.signIntrospection(claims, caller.accountId().toString());
    }

    /** Whether the caller asks about the key or the API token with which it authenticates. */
    private static boolean isCallersOwn(PresentedCredential presented, Caller caller) {
        return switch (presented) {
            case PresentedKey key ->
                caller.via() == CredentialKind.API_KEY && key.keyId().equals(caller.keyId());
            case PresentedApiToken apiToken -> apiToken.jti().equals(caller.jti());
            case ExpiredApiToken expired -> false;
            case UnreadableCredential unreadable -> false;
        };
    }

    private Introspection active(Caller owner, PresentedCredential presented) {
        PresentedApiToken jwt = presented instanceof PresentedApiToken apiToken ? apiToken : null;
        return new Introspection(
                true,
                owner.accountId(),
                owner.username(),
                owner.via(),
                seconds(owner.expiresAt()),
                seconds(owner.issuedAt()),
                jwt == null ? apiTokens.controlPlane() : jwt.audience(),
                jwt == null ? apiTokens.issuer() : jwt.issuer(),
                owner.jti(),
                owner.keyId(),
                owner.keyId() == null ? null : owner.keyGeneration(),
                owner.kind(),
                owner.organizations());
    }

    /**
     * The workspace of the token's audience. Such a token is active only while its account may enter that workspace.
     */
    private @Nullable UUID workspace(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken
                        && !apiToken.audience().equals(apiTokens.controlPlane())
                ? ResourceIds.parse(apiToken.audience()).orElse(null)
                : null;
    }

    private static @Nullable Long seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
