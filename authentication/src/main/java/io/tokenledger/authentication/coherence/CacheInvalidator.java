package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Invalidates cache entries that other processes changed. The lookup tables already contain the change. */
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

    /** Also invalidates for events that this build cannot read. */
    @Override
    public void onEvent(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> change && change.getType() != null) {
            caches.invalidate(change);
        }
    }

    @Override
    public void onPosition(long position) {
        // No position is stored: a restarted process begins at the head of the event log.
    }
}
