package io.tokenledger.eventstore;

import java.time.Instant;
import java.util.Optional;
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
    record Recorded(long position, Instant at) {}

    /** Of the last event; 0 where there is none. */
    long head();

    /** Of the aggregate's last event, or any behind it at which that event is certain to be seen. */
    long lastOf(String aggregateId);

    /** The first event behind a position. */
    Optional<Recorded> firstAfter(long position);

    /** The last event up to a position, itself included. */
    Optional<Recorded> lastUpTo(long position);

    /**
     * The last event recorded at or before the instant. Times of events grow with their positions, but for clocks that
     * were set back; there it is the last event before one that was recorded later.
     */
    Optional<Recorded> lastBy(Instant instant);

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
