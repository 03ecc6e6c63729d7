package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Handles each event of the event log before this process reports its position. */
public interface FollowerListener {
    /**
     * Called once, before the first event.
     *
     * @return token after which events are delivered; null to begin with the first event
     */
    @Nullable
    TrackingToken begin();

    /**
     * Called when delivery resumes after a failure. By default it continues after the last handled event. A listener
     * may choose another position if the store has advanced, or was reset, by too many events.
     *
     * @param seen token of the last handled event; null if there is none
     * @return token after which events are delivered; null to begin with the first event
     */
    default @Nullable TrackingToken resume(@Nullable TrackingToken seen) {
        return seen;
    }

    void onEvent(TrackedEventMessage<?> event);

    /** Called once every event up to this position is handled. */
    void onPosition(long position);
}
