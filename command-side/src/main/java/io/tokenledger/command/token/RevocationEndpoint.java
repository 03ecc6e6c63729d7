package io.tokenledger.command.token;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.PresentedKey;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Door;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseDecision;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.access.web.FormBody;
import io.tokenledger.access.web.TokenForm;
import io.tokenledger.command.apitoken.ApiTokenRevocation;
import io.tokenledger.door.credential.Acknowledgements;
import io.tokenledger.door.credential.Credential;
import io.tokenledger.door.signing.ApiTokens;
import io.tokenledger.events.use.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /oauth2/revoke} (RFC 7009): any holder of an API key or an API token may end it, be it the owner, a scanner or a
 * finder. The answer is the same whether there was anything to end.
 */
@RestController
class RevocationEndpoint {
    private static final String REASON = "revoked by holder";

    private final CredentialReader reader;
    private final HeldKeys heldKeys;
    private final TokenActs acts;
    private final ApiTokenRevocation revocation;
    private final ApiTokens apiTokens;
    private final Door door;
    private final Acknowledgements acknowledgements;

    RevocationEndpoint(
            CredentialReader reader,
            HeldKeys heldKeys,
            TokenActs acts,
            ApiTokenRevocation revocation,
            ApiTokens apiTokens,
            Door door,
            Acknowledgements acknowledgements) {
        this.reader = reader;
        this.heldKeys = heldKeys;
        this.acts = acts;
        this.revocation = revocation;
        this.apiTokens = apiTokens;
        this.door = door;
        this.acknowledgements = acknowledgements;
    }

    @PostMapping("/oauth2/revoke")
    @SecurityRequirements
    @ApiResponse(responseCode = "200", content = @Content)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-www-form-urlencoded",
                            schema = @Schema(implementation = TokenForm.class)))
    ResponseEntity<Void> revoke(HttpServletRequest request, Origin origin) throws IOException {
        Secret token = FormBody.of(request)
                .field("token")
                .map(Secret::of)
                .orElseThrow(() -> RefusalCode.BAD_REQUEST.because("The field 'token' is required."));
        PresentedCredential presented = reader.read(token);
        if (presented instanceof PresentedApiToken held) {
            revocation.revokeByHolder(held, REASON, origin);
        } else if (!apiTokens.hasExpired(token)) {
            revokeKey(presented, origin);
        }
        return ResponseEntity.ok().build();
    }

    private void revokeKey(PresentedCredential presented, Origin origin) {
        Credential key = presented instanceof PresentedKey held ? held(held) : null;
        if (key == null && isGood(presented, origin) && presented instanceof PresentedKey held) {
            key = held(held); // it was rotated or created in this very moment
        }
        if (key != null) {
            acts.deactivateByHolder(key.tokenId(), REASON, origin);
        } else {
            acknowledgements.awaitAll(); // somebody else may be ending it
        }
    }

    /** Asks the door, so that guesses are remembered and slowed down, although they are told nothing. */
    private boolean isGood(PresentedCredential presented, Origin origin) {
        return switch (door.ask(new UseToken(presented, Channel.REVOCATION, origin, null, null, null))) {
            case UseDecision.Accepted accepted -> true;
            case UseDecision.NotAdmitted neverAskedFor -> false;
            case UseDecision.Refused refused -> {
                if (refused.retryAfter() != null) {
                    throw CredentialRefusals.of(refused);
                }
                yield false;
            }
        };
    }

    private @Nullable Credential held(PresentedKey held) {
        return heldKeys.find(held).orElse(null);
    }
}
