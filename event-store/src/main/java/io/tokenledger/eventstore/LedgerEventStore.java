package io.tokenledger.eventstore;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Axon's event store, whose readers can be woken when another process has appended. */
final class LedgerEventStore extends EmbeddedEventStore {
    LedgerEventStore(Builder builder) {
        super(builder);
    }

    /** Lets those who follow the events look now; without it they would look once a second. */
    void wake() {
        afterCommit(List.of());
    }
}
