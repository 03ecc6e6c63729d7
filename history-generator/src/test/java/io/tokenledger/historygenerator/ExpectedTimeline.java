package io.tokenledger.historygenerator;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The states of one thing by their start; the naive way to query the past. */
final class ExpectedTimeline<T> {
    private final TreeMap<Instant, T> states = new TreeMap<>();

    void put(Instant at, T state) {
        states.put(at, state);
    }

    T last() {
        return states.lastEntry().getValue();
    }

    /** The state at the instant, including a change at that same instant; null before the first state. */
    @Nullable
    T at(Instant instant) {
        Map.Entry<Instant, T> state = states.floorEntry(instant);
        return state == null ? null : state.getValue();
    }
}
