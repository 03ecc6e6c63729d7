package io.tokenledger.command.login;

import io.tokenledger.access.credential.CredentialReader;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.PresentedCredential;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.credential.UnreadableCredential;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Door;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseDecision;
import io.tokenledger.access.use.UseToken;
import io.tokenledger.door.signing.ApiTokens;
import io.tokenledger.door.signing.SigningSettings;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.MintedToken;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives a short-lived API token for an API key. The ledger has the token's {@code jti} and expiry before it is signed, so that no
 * credential is ever out of which nobody knows.
 */
@Component
public class Exchange {
    private final CredentialReader credentials;
    private final Door door;
    private final ApiTokens apiTokens;
    private final SigningSettings settings;

    Exchange(CredentialReader credentials, Door door, ApiTokens apiTokens, SigningSettings settings) {
        this.credentials = credentials;
        this.door = door;
        this.apiTokens = apiTokens;
        this.settings = settings;
    }

    /** An API key for an API token of the control plane. */
    MintedJwt forControlPlane(Secret apiKey, Origin origin) {
        return exchange(onlyApiKey(credentials.read(apiKey)), Channel.EXCHANGE, apiTokens.issuer(), null, origin);
    }

    /**
     * An API key, or an API token of the control plane, for an API token of the workspace.
     *
     * @throws io.tokenledger.access.refusal.RefusedException also where the account may not enter the workspace
     */
    public MintedJwt forWorkspace(Secret credential, UUID workspaceId, Origin origin) {
        return exchange(credentials.read(credential), Channel.EXCHANGE, workspaceId.toString(), workspaceId, origin);
    }

    /** What came out of an exchange, and for how many seconds it is good. */
    public record MintedJwt(Secret value, long expiresIn) {}

    private MintedJwt exchange(
            PresentedCredential presented,
            Channel channel,
            String audience,
            @Nullable UUID workspaceId,
            Origin origin) {
        UseDecision.Accepted accepted = door.demand(new UseToken(
                presented, channel, origin, null, workspaceId, new UseToken.Mint(audience, settings.lifetime())));
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
