package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.postgres.RecentAppendRepository;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon Server's event store, in which an event of no aggregate stands as the first of a stream of its own: so the server
 * knows it again when it is appended twice.
 */
final class AxonServerLedgerEventStore extends AxonServerEventStore {
    private final RecentAppendRepository appends;
    private final JdbcClient jdbc;

    AxonServerLedgerEventStore(Builder builder, RecentAppendRepository appends, JdbcClient jdbc) {
        super(whole(builder));
        this.appends = appends;
        this.jdbc = jdbc;
    }

    /** The engine is made from the builder's parts by its own last step alone. */
    private static Builder whole(Builder builder) {
        builder.build();
        return builder;
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // Its tables are locked until the append is confirmed, and every door waits for their rows.
            jdbc.sql("SELECT set_config('idle_in_transaction_session_timeout', '3s', true)")
                    .query(String.class)
                    .single();
            noteChanges(events);
        }
        super.prepareCommit(
                events.stream().map(AxonServerLedgerEventStore::standing).toList());
    }

    /** Events of no aggregate change no row that a command decides by. */
    private void noteChanges(List<? extends EventMessage<?>> events) {
        List<DomainEventMessage<?>> changes = new ArrayList<>();
        for (EventMessage<?> event : events) {
            if (event instanceof DomainEventMessage<?> change) {
                changes.add(change);
            }
        }
        if (!changes.isEmpty()) {
            appends.note(changes);
        }
    }

    private static EventMessage<?> standing(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?>
                ? event
                : new GenericDomainEventMessage<>(
                        event.getPayloadType().getSimpleName(),
                        event.getIdentifier(),
                        0,
                        event.getPayload(),
                        event.getMetaData(),
                        event.getIdentifier(),
                        event.getTimestamp());
    }
}
