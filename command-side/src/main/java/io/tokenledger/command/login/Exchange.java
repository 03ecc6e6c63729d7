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
import io.tokenledger.command.signing.ApiTokens;
import io.tokenledger.command.signing.SigningSettings;
import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.MintedToken;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Gives an API token for an API key. The ledger has the token's {@code jti} and expiry before it is signed, so that no
 * credential is ever out of which nobody knows.
 */
@Component
class Exchange {
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

    LoginAnswer exchange(Secret apiKey, Origin origin) {
        UseDecision.Accepted accepted = door.demand(new UseToken(
                onlyApiKey(credentials.read(apiKey)),
                Channel.EXCHANGE,
                origin,
                null,
                new UseToken.Mint(apiTokens.issuer(), settings.lifetime())));
        MintedToken minted = Objects.requireNonNull(accepted.minted());
        Caller caller = accepted.caller();
        Instant issued = minted.issuedAt();
        Secret jwt = apiTokens.sign(new PresentedApiToken(
                minted.jti(),
                caller.accountId(),
                apiTokens.issuer(),
                minted.audience(),
                issued,
                minted.expiresAt(),
                caller.keyId(),
                caller.keyGeneration(),
                0));
        return LoginAnswer.of(jwt.reveal(), minted.expiresAt().getEpochSecond() - issued.getEpochSecond());
    }

    /** An API token buys no further one: it would never end. */
    private static PresentedCredential onlyApiKey(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken ? new UnreadableCredential(apiToken.jti()) : presented;
    }
}
