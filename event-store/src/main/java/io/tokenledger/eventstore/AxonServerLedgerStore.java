package io.tokenledger.eventstore;

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
final class AxonServerLedgerStore extends AxonServerEventStore {
    private final JdbcClient jdbc;

    AxonServerLedgerStore(Builder builder, JdbcClient jdbc) {
        super(whole(builder));
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
        }
        super.prepareCommit(events.stream().map(AxonServerLedgerStore::standing).toList());
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
