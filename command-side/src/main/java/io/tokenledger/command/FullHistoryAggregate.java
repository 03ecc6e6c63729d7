package io.tokenledger.command;

import io.tokenledger.eventstore.serialization.UnknownEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * Base class of all aggregates. Loading an aggregate fails if its history has an event that this version cannot read.
 * So no command is decided on a partial history.
 */
public abstract class FullHistoryAggregate {
    @EventSourcingHandler
    void on(UnknownEvent event) {
        throw event.unreadable();
    }
}
