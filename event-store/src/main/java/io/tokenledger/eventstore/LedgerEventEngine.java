package io.tokenledger.eventstore;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/** Axon's engine on PostgreSQL, which asks for room before it appends: every event of the ledger passes here. */
final class LedgerEventEngine extends JdbcEventStorageEngine {
    private final RoomForEvents room;

    LedgerEventEngine(Builder builder, RoomForEvents room) {
        super(builder);
        this.room = room;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        room.demandRoom();
        super.appendEvents(events, serializer);
    }
}
