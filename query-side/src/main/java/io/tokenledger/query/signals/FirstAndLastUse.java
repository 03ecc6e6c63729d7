package io.tokenledger.query.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The first and last use of a key: in all, from a network, or by a user agent. */
record FirstAndLastUse(Key key, long firstPosition, Instant firstAt, long lastPosition, Instant lastAt) {
    private static final Duration UPDATE_INTERVAL = Duration.ofMinutes(10);

    /**
     * The key of a row.
     *
     * @param kind {@code token}, {@code network} or {@code agent}
     * @param what empty for a token; the network, or the digest of the user agent
     */
    record Key(UUID tokenId, String kind, String what) {}

    static FirstAndLastUse first(Key key, long position, Instant at) {
        return new FirstAndLastUse(key, position, at, position, at);
    }

    /**
     * The state after another use. It stays unchanged for uses within ten minutes of the stored last use, to save
     * writes.
     */
    FirstAndLastUse afterUse(long position, Instant at) {
        return at.isBefore(lastAt.plus(UPDATE_INTERVAL))
                ? this
                : new FirstAndLastUse(key, firstPosition, firstAt, position, at);
    }
}
