package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.EventPositions;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events in PostgreSQL, this process's own or shared. */
@AutoConfiguration(beforeName = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
public class PostgresEventStoreConfiguration {
    /** Events a reader fetches at once; a replay is ten times slower with Axon's default of 100. */
    private static final int FETCH_SIZE = 1_000;

    /** In milliseconds. Events stay in memory for a reader that has fallen behind until it is sent to read by itself. */
    private static final long LOOK_FOR_SLOW_READERS_EVERY = 250;

    /** As Axon would make it, but that it can be woken, and holds less. */
    @Bean(name = "eventBus")
    @Qualifier("eventStore")
    PostgresEventStore eventStore(EventStorageEngine engine, org.axonframework.config.Configuration axon) {
        return new PostgresEventStore(PostgresEventStore.builder()
                .storageEngine(engine)
                .threadFactory(TailReader::new)
                .cleanupDelay(LOOK_FOR_SLOW_READERS_EVERY)
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(axon.getComponent(EventBusSpanFactory.class)));
    }

    @Bean
    EventPositions eventPositions(JdbcClient jdbc) {
        return new PostgresEventPositions(jdbc);
    }

    @Bean
    EventSchema eventSchema() {
        return EventSchema.builder()
                .eventTable("events.domain_event")
                .snapshotTable("events.snapshot")
                .globalIndexColumn("global_index")
                .timestampColumn("recorded_at")
                .eventIdentifierColumn("event_id")
                .aggregateIdentifierColumn("aggregate_id")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("aggregate_type")
                .payloadTypeColumn("event_type")
                .payloadRevisionColumn("revision")
                .payloadColumn("payload")
                .metaDataColumn("metadata")
                .build();
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            PersistenceExceptionResolver duplicateKeys,
            ConnectionProvider connections,
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            EventSchema schema,
            DiskSpaceGuard room) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .snapshotSerializer(serializer)
                .eventSerializer(eventSerializer)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter())
                .persistenceExceptionResolver(duplicateKeys)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(schema)
                .dataType(String.class)
                .appendEvents(new SingleStatementAppender())
                .batchSize(FETCH_SIZE);
        return new PostgresEventStorageEngine(builder, room);
    }

    @Bean
    @ConditionalOnMissingBean
    DiskSpaceGuard roomForEvents() {
        return () -> {}; // a store elsewhere watches its own disk
    }
}
