package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** What this process does about an event that another may have caused, before it says that it has seen it. */
public interface FollowerListener {
    /** From where on it must be told; called once, before anything is learned. */
    @Nullable
    TrackingToken begin();

    /**
     * From where on it must be told after it could not be told for a while: from where it was, unless the store has gone on, or
     * back, too far for that.
     *
     * @param seen up to where it has learned
     */
    default @Nullable TrackingToken resume(@Nullable TrackingToken seen) {
        return seen;
    }

    void learn(TrackedEventMessage<?> event);

    /** All up to here has been learned. */
    void learned(long position);
}
