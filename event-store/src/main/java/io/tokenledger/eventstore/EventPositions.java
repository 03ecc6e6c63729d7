package io.tokenledger.eventstore;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Where events stand in the ledger, whichever store keeps them. Positions begin at 1. */
public interface EventPositions {
    /**
     * An event's place and time.
     *
     * @param at when it was recorded
     */
    record Recorded(long position, Instant at) {
        private static final Recorded NONE = new Recorded(0, Instant.EPOCH);
    }

    /** Of the last event; 0 where there is none. */
    long head();

    /** Of the aggregate's last event, or any behind it at which that event is certain to be seen. */
    long lastOf(String aggregateId);

    /**
     * The same of what the unit of work under way appends. Asked for once its events are published; the answer is good once
     * it is committed.
     */
    LongSupplier lastOfOnceCommitted(String aggregateId);

    /** The first event behind a position. */
    Optional<Recorded> firstAfter(long position);

    /** The last event up to a position, itself included. */
    Optional<Recorded> lastUpTo(long position);

    /**
     * The last event recorded at or before the instant. Times of events grow with their positions, but for clocks that
     * were set back; there it is the last event before one that was recorded later.
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
                before = middle; // there is no event in this half
            } else {
                behind = event.position();
            }
        }
        return lastUpTo(before);
    }

    /** How many events there are up to a position, itself included. */
    long countUpTo(long position);

    /** From where a reader goes on behind a position; null for the beginning. */
    @Nullable
    TrackingToken tokenAt(long position);

    /** The position up to which a reader has come; 0 at the beginning. */
    static long of(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken counted -> counted.getGlobalIndex() + 1; // Axon Server counts from 0
            default -> Math.max(0, token.position().orElse(0));
        };
    }
}
