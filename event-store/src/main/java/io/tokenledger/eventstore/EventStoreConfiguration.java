package io.tokenledger.eventstore;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Axon's event store on PostgreSQL, with our tables and our serializer. */
@AutoConfiguration(beforeName = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
@EnableScheduling
public class EventStoreConfiguration {
    /** Events a reader fetches at once; a replay is ten times slower with Axon's default of 100. */
    private static final int FETCH_SIZE = 1_000;

    @Bean
    static BeanPostProcessor patientDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? new PatientDataSource(pool) : bean;
            }
        };
    }

    /** In milliseconds, as Axon stores the time of an event, so that a replay sees what the first reader saw. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    Migrations eventTables() {
        return new Migrations("events");
    }

    @Bean
    FlywayMigrationStrategy eachRoomItsOwnHistory(List<Migrations> rooms) {
        return flyway -> rooms.forEach(room -> Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(room.schema())
                .defaultSchema(room.schema())
                .locations("classpath:db/" + room.schema())
                .load()
                .migrate());
    }

    @Bean
    @Primary
    Serializer serializer() {
        return JacksonSerializer.builder().objectMapper(LedgerJson.mapper()).build();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return EventSerializer.create();
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new DuplicateKeys();
    }

    @Bean
    EventPositions eventPositions(JdbcClient jdbc) {
        return new SqlEventPositions(jdbc);
    }

    @Bean
    Resumption resumption(EventProcessingConfiguration processing, EventPositions events) {
        return new Resumption(processing, events);
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
    TokenSchema tokenSchema() {
        return TokenSchema.builder()
                .setTokenTable("events.tracking_token")
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("updated_at")
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
            RoomForEvents room) {
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
                .appendEvents(new AppendInOneStatement())
                .batchSize(FETCH_SIZE);
        return new LedgerEventEngine(builder, room);
    }

    @Bean
    @ConditionalOnMissingBean
    RoomForEvents roomForEvents() {
        return () -> {}; // a store elsewhere watches its own disk
    }

    /** Axon's default logs a failing event and goes on; here it stops its processor until it is mended. */
    @Bean
    ConfigurerModule noEventIsSkipped() {
        return configurer ->
                configurer.eventProcessing(processing -> processing.registerDefaultListenerInvocationErrorHandler(
                        configuration -> PropagatingErrorHandler.instance()));
    }

    /** Events are stamped by the clock that also decides about expiry. */
    @Bean
    ConfigurerModule eventClock(Clock clock) {
        return configurer -> GenericEventMessage.clock = clock;
    }
}
