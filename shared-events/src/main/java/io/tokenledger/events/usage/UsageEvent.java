package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.PersonalText;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A use of a credential, accepted or refused.
 *
 * <p>Past the limits of an account or of a network, uses that differ are counted in one <em>aggregated</em> event. Its
 * target is {@code other}, and it has no user agent. Its channel and credential are those of the first of these uses.
 */
public sealed interface UsageEvent extends CountedEvent permits TokenUsed, TokenUseRefused {
    /**
     * Target of an aggregated event. No other target equals it, because each starts with a method or with
     * {@code workspace}.
     */
    String OTHER = "other";

    /** Address of uses that came from several networks: the unspecified address (RFC 4291, 2.5.2). */
    String SEVERAL_NETWORKS = "::";

    /** Account that owns the credential; null if the credential is unknown, or if the uses were of several accounts. */
    @Nullable
    UUID ownerId();

    Channel channel();

    /**
     * Source address, without a port. For an aggregated event: the IPv4 address, the first address of the IPv6 /64, or
     * {@link #SEVERAL_NETWORKS}.
     */
    String ip();

    /** The source address; null if the uses came from several networks, or if it can no longer be read. */
    default @Nullable String address() {
        return ip().equals(SEVERAL_NETWORKS) || PersonalText.isGone(ip()) ? null : ip();
    }

    /** User agent of the request, at most 512 characters. */
    @Nullable
    String userAgent();

    /**
     * Target of the first of these uses: method and path, or the audience; {@link #OTHER} if the event is aggregated.
     */
    @Nullable
    String target();

    /** Whether uses with different agents, targets or addresses were counted together. */
    @JsonIgnore // the target contains it already
    default boolean isAggregated() {
        return OTHER.equals(target());
    }

    @Override
    default @Nullable UUID dataSubject() {
        return ownerId();
    }
}
