package io.tokenledger.authentication.coherence;

import org.axonframework.eventhandling.DomainEventMessage;

/** The caches of this process, as far as {@code coherence} has to keep them consistent with other processes. */
public interface CoherentCache {
    /**
     * Drops every entry that the event changed. The tables already contain the change.
     *
     * @param change event of an aggregate; its payload can be unknown to this build
     */
    void invalidate(DomainEventMessage<?> change);

    /** Drops all entries. An entry that is being loaded at the same time is not kept. */
    void invalidateAll();
}
