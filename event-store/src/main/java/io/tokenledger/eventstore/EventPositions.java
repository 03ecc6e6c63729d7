package io.tokenledger.eventstore;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Positions of events in the ledger, in any deployment mode. Positions begin at 1. */
public interface EventPositions {
    /**
     * The position and time of an event.
     *
     * @param at instant at which the event was recorded
     */
    record Recorded(long position, Instant at) {
        private static final Recorded NONE = new Recorded(0, Instant.EPOCH);
    }

    /** The position of the last event; 0 if there is none. */
    long head();

    /** The position of the aggregate's last event, or a later position at which that event is certainly visible. */
    long lastOf(String aggregateId);

    /**
     * The same for events that the current unit of work appends. Call this after the events are published. The supplied
     * position is valid after the commit.
     */
    LongSupplier lastOfOnceCommitted(String aggregateId);

    /** The first event after a position. */
    Optional<Recorded> firstAfter(long position);

    /** The last event at or before a position. */
    Optional<Recorded> lastUpTo(long position);

    /**
     * The last event recorded at or before the instant. Times of events grow with their positions, unless a clock was
     * set back. Then the result is the last event before one that was recorded later.
     */
    default Optional<Recorded> lastBy(Instant instant) {
        long before = 0;
        long behind = head() + 1;
        while (behind - before > 1) {
            long middle = before + (behind - before) / 2;
            Recorded event = lastUpTo(middle).orElse(Recorded.NONE);
            if (event.position() > before && !event.at().isAfter(instant)) {
                before = middle;
            } else if (event.position() <= before) {
                before = middle; // no event is in this half
            } else {
                behind = event.position();
            }
        }
        return lastUpTo(before);
    }

    /** The number of events at or before a position. */
    long countUpTo(long position);

    /** The token from which a reader continues after a position; null for the beginning. */
    @Nullable
    TrackingToken tokenAt(long position);

    /** The position that a reader has reached; 0 at the beginning. */
    static long of(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken counted -> counted.getGlobalIndex() + 1; // Axon Server counts from 0
            default -> Math.max(0, token.position().orElse(0));
        };
    }
}
