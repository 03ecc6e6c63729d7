package io.tokenledger.query.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** When a key was first and last used, as such, from a network, or by an agent. */
record FirstAndLastUse(Key key, long firstPosition, Instant firstAt, long lastPosition, Instant lastAt) {
    private static final Duration GRAIN = Duration.ofMinutes(10);

    /** @param kind {@code token}, {@code network} or {@code agent} */
    record Key(UUID tokenId, String kind, String what) {}

    static FirstAndLastUse first(Key key, long position, Instant at) {
        return new FirstAndLastUse(key, position, at, position, at);
    }

    /** The same after another use; unchanged where that came within ten minutes. */
    FirstAndLastUse seen(long position, Instant at) {
        return at.isBefore(lastAt.plus(GRAIN)) ? this : new FirstAndLastUse(key, firstPosition, firstAt, position, at);
    }
}
