package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.DomainEventMessage;

/** The caches of this process that must stay consistent with other processes. */
public interface CoherentCache {
    /**
     * Invalidates every entry that the event changed. The tables already contain the change.
     *
     * @param change event of an aggregate; its payload can be unknown to this build
     */
    void invalidate(DomainEventMessage<?> change);

    /** Invalidates all entries. An entry that is loaded at the same time is not kept. */
    void invalidateAll();
}
