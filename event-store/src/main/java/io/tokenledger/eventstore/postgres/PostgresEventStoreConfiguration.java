package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.serialization.SnapshotSerializer;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UseEventTable;
import java.time.Duration;
import javax.sql.DataSource;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures event storage in PostgreSQL, embedded or shared. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
public class PostgresEventStoreConfiguration {
    private static final String HEAD = "SELECT max(position) FROM events.any_event";
    private static final String TAIL = "SELECT min(position) - 1 FROM events.any_event";

    /** Interval in milliseconds. Events stay in memory for a slow reader until this check makes it read by itself. */
    private static final long SLOW_READER_CHECK_MS = 250;

    /** Axon's default, except that its readers can be woken and that it keeps fewer events in memory. */
    @Bean(name = "eventBus")
    @Qualifier("eventStore")
    PostgresEventStore eventStore(EventStorageEngine engine, org.axonframework.config.Configuration axon) {
        return PostgresEventStore.create(PostgresEventStore.builder()
                .storageEngine(engine)
                .cleanupDelay(SLOW_READER_CHECK_MS)
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(axon.getComponent(EventBusSpanFactory.class)));
    }

    @Bean
    AppendedPositions appendedPositions(DeploymentMode store) {
        return new AppendedPositions(store == DeploymentMode.EMBEDDED);
    }

    @Bean
    EventPositions eventPositions(JdbcClient jdbc, AppendedPositions appended) {
        return new PostgresEventPositions(jdbc, appended);
    }

    @Bean
    PositionedEvents positionedEvents(DataSource pool, @Qualifier("eventSerializer") Serializer serializer) {
        return new PositionedEvents(new JdbcTemplate(pool), serializer);
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

    /** The longest times for which events gather before a read: usually, and after a change of another process. */
    @Bean
    @ConditionalOnMissingBean
    ChangesUnderWay changesUnderWay() {
        return new ChangesUnderWay(Duration.ofMillis(50), Duration.ofMillis(10));
    }

    @Bean
    AppendingConnections appendingConnections() {
        return new AppendingConnections();
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            SnapshotSerializer snapshotSerializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            PersistenceExceptionResolver duplicateKeys,
            ConnectionProvider connections,
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            EventSchema schema,
            DiskSpaceGuard diskSpace,
            MetadataCodec metadata,
            DataSource pool,
            AppendedPositions positions,
            SubjectKeys keys,
            EncryptionProperties encryption,
            UseEventTable uses,
            ChangesUnderWay changes,
            AppendingConnections appending) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .snapshotSerializer(snapshotSerializer)
                .eventSerializer(eventSerializer)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter())
                .persistenceExceptionResolver(duplicateKeys)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(schema)
                .dataType(String.class)
                .createHeadToken((connection, schemaOf) -> connection.prepareStatement(HEAD))
                .createTailToken((connection, schemaOf) -> connection.prepareStatement(TAIL))
                .batchSize(EventReader.LIMIT)
                // Axon would read once more, to see that no events follow. The events of an aggregate have no gaps.
                .finalAggregateBatchPredicate(batch -> batch.size() < EventReader.LIMIT);
        return new PostgresEventStorageEngine(
                builder,
                diskSpace,
                metadata,
                new JdbcTemplate(pool),
                positions,
                uses,
                keys,
                changes,
                appending,
                encryption.enabled() ? new UseEventCodec(keys) : null);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    DiskSpaceGuard unlimitedDiskSpace() {
        return () -> {}; // the operator of a shared store monitors its disk
    }
}
