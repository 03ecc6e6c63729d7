package io.tokenledger.query.signals;

import io.tokenledger.events.retention.TokenUsesSummarized.OriginOfUses;
import java.time.Instant;
import java.util.UUID;

/** The first and last use of a key: in all, from a network, or by a user agent. */
record FirstAndLastUse(Key key, UUID ownerId, long firstPosition, Instant firstAt, long lastPosition, Instant lastAt) {
    /**
     * The key of a row.
     *
     * @param kind {@code token}, {@code network} or {@code agent}
     * @param what empty for a token; the network, or the digest of the user agent
     */
    record Key(UUID tokenId, String kind, String what) {}

    static FirstAndLastUse first(Key key, UUID ownerId, long position, Instant at) {
        return new FirstAndLastUse(key, ownerId, position, at, position, at);
    }

    /** The state after another use. It stays unchanged within the same ten minutes of the clock, to save writes. */
    FirstAndLastUse afterUse(long position, Instant at) {
        return OriginOfUses.isLater(at, lastAt)
                ? new FirstAndLastUse(key, ownerId, firstPosition, firstAt, position, at)
                : this;
    }

    /** The state with other uses, which may be earlier or later than these. */
    FirstAndLastUse with(FirstAndLastUse other) {
        boolean begins = other.firstPosition < firstPosition;
        boolean ends = OriginOfUses.isLater(other.lastAt, lastAt)
                || (!OriginOfUses.isLater(lastAt, other.lastAt) && other.lastPosition < lastPosition);
        return new FirstAndLastUse(
                key,
                ownerId,
                begins ? other.firstPosition : firstPosition,
                begins ? other.firstAt : firstAt,
                ends ? other.lastPosition : lastPosition,
                ends ? other.lastAt : lastAt);
    }
}
