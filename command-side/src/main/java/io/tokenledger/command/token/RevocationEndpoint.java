package io.tokenledger.command.token;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.api.request.TokenForm;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.apitoken.ApiTokenRevocationService;
import io.tokenledger.events.usage.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /oauth2/revoke} (RFC 7009): each holder of an API key or API token can revoke it, for example the owner
 * or a secret scanner. The response is the same whether or not there was a valid credential.
 */
@RestController
class RevocationEndpoint {
    private static final String REASON = "revoked by holder";

    private final CredentialReader reader;
    private final HeldKeyFinder heldKeys;
    private final TokenOperations operations;
    private final ApiTokenRevocationService revocation;
    private final CredentialVerifier verifier;
    private final CommitBarrier commitBarrier;

    RevocationEndpoint(
            CredentialReader reader,
            HeldKeyFinder heldKeys,
            TokenOperations operations,
            ApiTokenRevocationService revocation,
            CredentialVerifier verifier,
            CommitBarrier commitBarrier) {
        this.reader = reader;
        this.heldKeys = heldKeys;
        this.operations = operations;
        this.revocation = revocation;
        this.verifier = verifier;
        this.commitBarrier = commitBarrier;
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
    ResponseEntity<Void> revoke(HttpServletRequest request, RequestOrigin origin) throws IOException {
        Secret token = FormBody.of(request)
                .field("token")
                .map(Secret::of)
                .orElseThrow(() -> ProblemCode.BAD_REQUEST.because("The field 'token' is required."));
        PresentedCredential presented = reader.read(token);
        if (presented instanceof PresentedApiToken held) {
            revocation.revokeByHolder(held, REASON, origin);
        } else if (!(presented instanceof ExpiredApiToken)) { // which needs no revocation
            revokeKey(presented, origin);
        }
        return ResponseEntity.ok().build();
    }

    private void revokeKey(PresentedCredential presented, RequestOrigin origin) {
        CredentialRecord key = presented instanceof PresentedKey held ? held(held) : null;
        if (key == null && isAccepted(presented, origin) && presented instanceof PresentedKey held) {
            key = held(held); // a concurrent request created or rotated the key
        }
        if (key != null) {
            operations.deactivateByHolder(key.tokenId(), REASON, origin);
        } else {
            commitBarrier.awaitAll(); // a concurrent request may be deactivating it
        }
    }

    /** Calls the verifier, so that guesses are recorded and limited. The response does not reveal the result. */
    private boolean isAccepted(PresentedCredential presented, RequestOrigin origin) {
        return switch (verifier.verify(
                new VerifyCredential(presented, Channel.REVOCATION, origin, null, AccessRequirement.NONE, null))) {
            case VerificationResult.Accepted accepted -> true;
            case VerificationResult.NotAdmitted notAdmitted -> false;
            case VerificationResult.Refused refused -> {
                if (refused.retryAfter() != null) {
                    throw InvalidCredentials.of(refused);
                }
                yield false;
            }
        };
    }

    private @Nullable CredentialRecord held(PresentedKey held) {
        return heldKeys.find(held).orElse(null);
    }
}
