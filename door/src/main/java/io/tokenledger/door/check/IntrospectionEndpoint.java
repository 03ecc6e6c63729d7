package io.tokenledger.door.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.Ids;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Door;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseDecision;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.access.web.BearerHeader;
import io.tokenledger.access.web.FormBody;
import io.tokenledger.access.web.TokenForm;
import io.tokenledger.door.signing.ApiTokens;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.CredentialKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /oauth2/introspect} (RFC 7662): is this token good, and whose is it? */
@RestController
class IntrospectionEndpoint {
    private final CredentialReader credentials;
    private final Door door;
    private final ApiTokens apiTokens;

    IntrospectionEndpoint(CredentialReader credentials, Door door, ApiTokens apiTokens) {
        this.credentials = credentials;
        this.door = door;
        this.apiTokens = apiTokens;
    }

    /** What an inactive token says is nothing but that (RFC 7662, section 2.2). */
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

    /** Who may not ask about others may ask about the very credential that it shows. */
    @PostMapping("/oauth2/introspect")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = TokenForm.class)))
    @Requires(value = Action.SELF, inside = Action.CREDENTIAL_INTROSPECT)
    ResponseEntity<Introspection> introspect(HttpServletRequest request, Caller caller, Origin origin)
            throws IOException {
        Secret token = FormBody.of(request)
                .field("token")
                .map(Secret::of)
                .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'token' is required."));
        if (!caller.may(Action.CREDENTIAL_INTROSPECT) && !isCallersOwn(token, request)) {
            throw CredentialRefusals.notValid();
        }
        PresentedCredential presented = credentials.read(token);
        UseDecision decision =
                door.ask(new UseToken(presented, Channel.INTROSPECTION, origin, null, workspace(presented), null));
        return ResponseEntity.ok()
                .body(
                        decision instanceof UseDecision.Accepted accepted
                                ? active(accepted.caller(), presented)
                                : Introspection.INACTIVE);
    }

    private static boolean isCallersOwn(Secret token, HttpServletRequest request) {
        return BearerHeader.of(request)
                .filter(bearer -> bearer.bare().reveal().equals(token.bare().reveal()))
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

    /** A token for a workspace is good only as long as its account may enter there. */
    private @Nullable UUID workspace(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken
                        && !apiToken.audience().equals(apiTokens.issuer())
                ? Ids.parse(apiToken.audience()).orElse(null)
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
