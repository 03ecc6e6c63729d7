package io.tokenledger.authentication.introspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.request.TokenForm;
import io.tokenledger.api.text.ResourceIds;
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
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /oauth2/introspect} (RFC 7662): tells a service whether a token is active, and which account owns it. */
@RestController
class IntrospectionEndpoint {
    private final CredentialReader credentials;
    private final CredentialVerifier credentialVerifier;
    private final ApiTokenCodec apiTokens;

    IntrospectionEndpoint(
            CredentialReader credentials, CredentialVerifier credentialVerifier, ApiTokenCodec apiTokens) {
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
    @PostMapping("/oauth2/introspect")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = TokenForm.class)))
    @Requires(value = Action.SELF, inside = Action.CREDENTIAL_INTROSPECT)
    ResponseEntity<Introspection> introspect(HttpServletRequest request, Caller caller, RequestOrigin origin)
            throws IOException {
        Secret token = FormBody.of(request)
                .field("token")
                .map(Secret::of)
                .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field 'token' is required."));
        if (!caller.may(Action.CREDENTIAL_INTROSPECT) && !isCallersOwn(token, request)) {
            throw InvalidCredentials.notValid();
        }
        PresentedCredential presented = credentials.read(token);
        VerificationResult decision = credentialVerifier.verify(
                new VerifyCredential(presented, Channel.INTROSPECTION, origin, null, workspace(presented), null));
        return ResponseEntity.ok()
                .body(
                        decision instanceof VerificationResult.Accepted accepted
                                ? active(accepted.caller(), presented)
                                : Introspection.INACTIVE);
    }

    private static boolean isCallersOwn(Secret token, HttpServletRequest request) {
        return BearerHeader.of(request)
                .filter(bearer ->
                        bearer.stripped().reveal().equals(token.stripped().reveal()))
                .isPresent();
    }

    private Introspection active(Caller owner, PresentedCredential presented) {
        String audience = presented instanceof PresentedApiToken apiToken ? apiToken.audience() : apiTokens.issuer();
        return new Introspection(
                true,
                owner.accountId(),
                owner.username(),
                owner.via(),
                seconds(owner.expiresAt()),
                seconds(owner.issuedAt()),
                audience,
                apiTokens.issuer(),
                owner.jti(),
                owner.keyId(),
                owner.keyId() == null ? null : owner.keyGeneration(),
                owner.kind(),
                organizations(owner));
    }

    /**
     * The workspace of the token's audience. Such a token is active only while its account may enter that workspace.
     */
    private @Nullable UUID workspace(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken
                        && !apiToken.audience().equals(apiTokens.issuer())
                ? ResourceIds.parse(apiToken.audience()).orElse(null)
                : null;
    }

    private static List<UUID> organizations(Caller owner) {
        return owner.homeId() == null
                ? owner.memberships().keySet().stream().sorted().toList()
                : List.of(owner.homeId());
    }

    private static @Nullable Long seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
