package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StoreLimits;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** Positions of events in Axon Server, which numbers them from 0, without gaps. */
final class AxonServerEventPositions implements EventPositions {

    private final EventStore events;

    AxonServerEventPositions(EventStore events) {
        this.events = events;
    }

    @Override
    public long head() {
        return EventPositions.of(events.createHeadToken());
    }

    /**
     * Axon Server gives no position for an aggregate's event, so this returns the position of the last event of all.
     */
    @Override
    public long lastOf(String aggregateId) {
        return head();
    }

    @Override
    public LongSupplier lastOfOnceCommitted(String aggregateId) {
        return this::head;
    }

    @Override
    public Optional<Recorded> firstAfter(long position) {
        return position < head() ? Optional.of(read(position + 1)) : Optional.empty();
    }

    @Override
    public Optional<Recorded> lastUpTo(long position) {
        long last = Math.min(position, head());
        return last > 0 ? Optional.of(read(last)) : Optional.empty();
    }

    @Override
    public long countUpTo(long position) {
        return Math.min(position, head());
    }

    @Override
    public @Nullable TrackingToken tokenAt(long position) {
        return position == 0 ? null : new GlobalSequenceTrackingToken(position - 1);
    }

    private Recorded read(long position) {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(tokenAt(position - 1))) {
            if (!stream.hasNextAvailable(
                    Math.toIntExact(StoreLimits.AXON_SERVER_READ_TIMEOUT.toMillis()), TimeUnit.MILLISECONDS)) {
                throw new EventStoreException("Axon Server did not return the event at position " + position);
            }
            return new Recorded(position, stream.nextAvailable().getTimestamp());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new EventStoreException("interrupted", stopping);
        }
    }
}
