package io.tokenledger.events.usage;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential was refused.
 *
 * @param fingerprint keyed hash of a value that belongs to no known key, equal for equal values; null otherwise
 */
@StoredAs("token.use_refused")
public record TokenUseRefused(
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Plain @Nullable String fingerprint,
        UseRefusalReason reason,
        Channel channel,
        @Personal String ip,
        @Personal @Nullable String userAgent,
        @Personal @Nullable String target,
        Instant first,
        Instant last,
        long count)
        implements UsageEvent {
    /** Omits values and targets, in which the repeats may differ. */
    @Override
    public TokenUseRefused repeated(Instant since, Instant until, long times) {
        String same = isAggregated() ? OTHER : null;
        return new TokenUseRefused(tokenId, ownerId, null, reason, channel, ip, userAgent, same, since, until, times);
    }

    /**
     * The same as an aggregated event.
     *
     * @param key the API key of all of these uses; null if they were of several
     * @param owner the account of all of these uses; null if they were of several
     * @param network first address of the network of these uses, or {@link #SEVERAL_NETWORKS}
     */
    public TokenUseRefused aggregated(@Nullable UUID key, @Nullable UUID owner, String network) {
        return new TokenUseRefused(key, owner, null, reason, channel, network, null, OTHER, first, last, count);
    }
}
