package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
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
 * Axon Server's event store. It appends an event without an aggregate as the first event of a stream of its own, so
 * that the server recognizes a repeated append.
 */
final class AxonServerLedgerEventStore extends AxonServerEventStore {
    private final RecentAppendRepository appends;
    private final JdbcClient jdbc;
    private final MetadataCodec metadata;

    AxonServerLedgerEventStore(
            Builder builder, RecentAppendRepository appends, JdbcClient jdbc, MetadataCodec metadata) {
        super(built(builder));
        this.appends = appends;
        this.jdbc = jdbc;
        this.metadata = metadata;
    }

    /** Calls {@code build()}, because only that call creates the engine from the builder's parts. */
    private static Builder built(Builder builder) {
        builder.build();
        return builder;
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // Its rows stay locked until the append is confirmed, and all processes wait for these rows.
            jdbc.sql("SELECT set_config('idle_in_transaction_session_timeout', ?, true)")
                    .param(StoreLimits.APPEND_TRANSACTION_TIMEOUT.toMillis() + "ms")
                    .query(String.class)
                    .single();
            recordChanges(events);
        }
        super.prepareCommit(events.stream()
                .map(metadata::seal)
                .map(AxonServerLedgerEventStore::asDomainEvent)
                .toList());
    }

    /** Omits events without an aggregate, because they change no row that a command reads. */
    private void recordChanges(List<? extends EventMessage<?>> events) {
        List<DomainEventMessage<?>> changes = new ArrayList<>();
        for (EventMessage<?> event : events) {
            if (event instanceof DomainEventMessage<?> change) {
                changes.add(change);
            }
        }
        if (!changes.isEmpty()) {
            appends.save(changes);
        }
    }

    private static EventMessage<?> asDomainEvent(EventMessage<?> event) {
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
