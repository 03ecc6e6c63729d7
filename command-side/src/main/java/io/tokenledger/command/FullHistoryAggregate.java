package io.tokenledger.command;

import io.tokenledger.eventstore.serialization.UnknownEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;

/** What all aggregates have in common: they decide only where they know all that has happened. */
public abstract class FullHistoryAggregate {
    @EventSourcingHandler
    void on(UnknownEvent event) {
        throw event.unreadable();
    }
}
