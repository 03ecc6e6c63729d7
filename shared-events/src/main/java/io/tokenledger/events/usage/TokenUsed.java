package io.tokenledger.events.usage;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential was accepted.
 *
 * @param jti {@code jti} of the presented API token; null for an API key or an aggregated event
 * @param minted API token that an exchange issued; null for other uses
 */
@StoredAs("token.used")
public record TokenUsed(
        UUID tokenId,
        UUID ownerId,
        int generation,
        Channel channel,
        CredentialKind credential,
        @Plain @Nullable String jti,
        @Personal String ip,
        @Personal @Nullable String userAgent,
        @Personal @Nullable String target,
        Instant first,
        Instant last,
        long count,
        @Nullable MintedToken minted)
        implements UsageEvent {
    @Override
    public TokenUsed repeated(Instant since, Instant until, long times) {
        return new TokenUsed(
                tokenId,
                ownerId,
                generation,
                channel,
                credential,
                jti,
                ip,
                userAgent,
                target,
                since,
                until,
                times,
                null);
    }

    /**
     * The same as an aggregated event.
     *
     * @param network first address of the network of these uses, or {@link #SEVERAL_NETWORKS}
     */
    public TokenUsed aggregated(String network) {
        return new TokenUsed(
                tokenId,
                ownerId,
                generation,
                channel,
                credential,
                null,
                network,
                null,
                OTHER,
                first,
                last,
                count,
                minted);
    }
}
