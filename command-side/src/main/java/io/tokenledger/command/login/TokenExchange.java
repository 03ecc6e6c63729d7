package io.tokenledger.command.login;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import io.tokenledger.authentication.signing.SigningProperties;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.MintedToken;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives a short-lived API token for an API key. The ledger has the token's {@code jti} and expiry before it is signed, so that no
 * credential is ever out of which nobody knows.
 */
@Component
public class TokenExchange {
    private final CredentialReader credentials;
    private final CredentialVerifier door;
    private final ApiTokenCodec apiTokens;
    private final SigningProperties settings;

    TokenExchange(
            CredentialReader credentials,
            CredentialVerifier door,
            ApiTokenCodec apiTokens,
            SigningProperties settings) {
        this.credentials = credentials;
        this.door = door;
        this.apiTokens = apiTokens;
        this.settings = settings;
    }

    /** An API key for an API token of the control plane. */
    MintedJwt forControlPlane(Secret apiKey, RequestOrigin origin) {
        return exchange(onlyApiKey(credentials.read(apiKey)), Channel.EXCHANGE, apiTokens.issuer(), null, origin);
    }

    /**
     * An API key, or an API token of the control plane, for an API token of the workspace.
     *
     * @throws io.tokenledger.api.problem.ProblemException also where the account may not enter the workspace
     */
    public MintedJwt forWorkspace(Secret credential, UUID workspaceId, RequestOrigin origin) {
        return exchange(credentials.read(credential), Channel.EXCHANGE, workspaceId.toString(), workspaceId, origin);
    }

    /** What came out of an exchange, and for how many seconds it is good. */
    public record MintedJwt(Secret value, long expiresIn) {}

    private MintedJwt exchange(
            PresentedCredential presented,
            Channel channel,
            String audience,
            @Nullable UUID workspaceId,
            RequestOrigin origin) {
        VerificationResult.Accepted accepted = door.demand(new VerifyCredential(
                presented,
                channel,
                origin,
                null,
                workspaceId,
                new VerifyCredential.Mint(audience, settings.lifetime())));
        MintedToken minted = Objects.requireNonNull(accepted.minted());
        Caller caller = accepted.caller();
        Secret jwt = apiTokens.sign(new PresentedApiToken(
                minted.jti(),
                caller.accountId(),
                apiTokens.issuer(),
                minted.audience(),
                minted.issuedAt(),
                minted.expiresAt(),
                caller.keyId(),
                caller.keyGeneration(),
                caller.sessionGeneration(),
                caller.jti()));
        return new MintedJwt(
                jwt, minted.expiresAt().getEpochSecond() - minted.issuedAt().getEpochSecond());
    }

    /** An API token buys no further one: it would never end. */
    private static PresentedCredential onlyApiKey(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken ? new UnreadableCredential(apiToken.jti()) : presented;
    }
}
