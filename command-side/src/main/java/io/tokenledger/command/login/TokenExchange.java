package io.tokenledger.command.login;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.verify.AccessRequirement;
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
 * Exchanges an API key for a short-lived API token. The ledger records the {@code jti} and expiry before it signs the
 * token. So every issued credential is on record.
 */
@Component
public class TokenExchange {
    private final CredentialReader credentials;
    private final CredentialVerifier verifier;
    private final ApiTokenCodec apiTokens;
    private final SigningProperties settings;

    TokenExchange(
            CredentialReader credentials,
            CredentialVerifier verifier,
            ApiTokenCodec apiTokens,
            SigningProperties settings) {
        this.credentials = credentials;
        this.verifier = verifier;
        this.apiTokens = apiTokens;
        this.settings = settings;
    }

    /** Exchanges an API key for an API token of the control plane. */
    MintedJwt forControlPlane(Secret apiKey, RequestOrigin origin) {
        return exchange(onlyApiKey(credentials.read(apiKey)), Channel.EXCHANGE, apiTokens.controlPlane(), null, origin);
    }

    /**
     * Exchanges an API key, or an API token of the control plane, for an API token of the workspace.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the credential is refused, or if the account may not enter
     *     the workspace
     */
    public MintedJwt forWorkspace(Secret credential, UUID workspaceId, RequestOrigin origin) {
        return exchange(credentials.read(credential), Channel.EXCHANGE, workspaceId.toString(), workspaceId, origin);
    }

    /**
     * Result of an exchange or a sign-in.
     *
     * @param value the signed API token
     * @param expiresIn lifetime in seconds
     */
    public record MintedJwt(Secret value, long expiresIn) {}

    private MintedJwt exchange(
            PresentedCredential presented,
            Channel channel,
            String audience,
            @Nullable UUID workspaceId,
            RequestOrigin origin) {
        VerificationResult.Accepted accepted = verifier.requireAccepted(new VerifyCredential(
                presented,
                channel,
                origin,
                null,
                AccessRequirement.workspace(workspaceId),
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

    /** Refuses API tokens here, because repeated exchanges could otherwise extend access without end. */
    private static PresentedCredential onlyApiKey(PresentedCredential presented) {
        return switch (presented) {
            case PresentedApiToken apiToken -> new UnreadableCredential(apiToken.jti());
            case ExpiredApiToken expired ->
                new UnreadableCredential(expired.claims().jti());
            case PresentedKey key -> key;
            case UnreadableCredential unreadable -> unreadable;
        };
    }
}
