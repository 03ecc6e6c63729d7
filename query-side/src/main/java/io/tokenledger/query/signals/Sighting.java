package io.tokenledger.query.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** When a key was first and last used, as such, from a network, or by an agent. */
record Sighting(Key key, long firstPosition, Instant firstAt, long lastPosition, Instant lastAt) {
    private static final Duration GRAIN = Duration.ofMinutes(10);

    /** @param kind {@code token}, {@code network} or {@code agent} */
    record Key(UUID tokenId, String kind, String what) {}

    static Sighting first(Key key, long position, Instant at) {
        return new Sighting(key, position, at, position, at);
    }

    /** The same after another use; unchanged where that came within ten minutes. */
    Sighting seen(long position, Instant at) {
        return at.isBefore(lastAt.plus(GRAIN)) ? this : new Sighting(key, firstPosition, firstAt, position, at);
    }
}
