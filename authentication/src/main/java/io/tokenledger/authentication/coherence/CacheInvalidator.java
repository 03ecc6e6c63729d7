package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Drops cached entries that other processes changed. The tables changed in the transaction of the event. */
public final class CacheInvalidator implements FollowerListener {
    private final EventStore events;
    private final CoherentCache caches;

    public CacheInvalidator(EventStore events, CoherentCache caches) {
        this.events = events;
        this.caches = caches;
    }

    @Override
    public @Nullable TrackingToken begin() {
        TrackingToken end = events.createHeadToken();
        invalidateAll();
        return end;
    }

    public void invalidateAll() {
        caches.invalidateAll();
    }

    /** Also handles events that only a newer build can read. */
    @Override
    public void learn(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> change && change.getType() != null) {
            caches.invalidate(change);
        }
    }

    @Override
    public void learned(long position) {
        // A process that starts again begins at the head of the event log.
    }
}
