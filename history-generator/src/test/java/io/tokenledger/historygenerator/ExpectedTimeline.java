package io.tokenledger.historygenerator;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What something was like at each instant: the naive way to ask about the past. */
final class ExpectedTimeline<T> {
    private final TreeMap<Instant, T> states = new TreeMap<>();

    void put(Instant at, T state) {
        states.put(at, state);
    }

    T last() {
        return states.lastEntry().getValue();
    }

    /** As it was at the instant, a change of the very same instant included. */
    @Nullable
    T at(Instant instant) {
        Map.Entry<Instant, T> state = states.floorEntry(instant);
        return state == null ? null : state.getValue();
    }
}
