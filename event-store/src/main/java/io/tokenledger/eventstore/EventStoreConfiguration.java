package io.tokenledger.eventstore;

import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import io.tokenledger.eventstore.postgres.UniqueViolationResolver;
import io.tokenledger.eventstore.serialization.EventJson;
import io.tokenledger.eventstore.serialization.EventSerializer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
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
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What an event store needs of Spring and Axon, wherever the events are: tables, serializers, time. */
@AutoConfiguration(
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
        })
@EnableScheduling
public class EventStoreConfiguration {
    @Bean
    DeploymentMode store(Environment environment) {
        return DeploymentMode.of(environment);
    }

    @Bean
    static BeanPostProcessor patientDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? RequestDeadline.limiting(pool) : bean;
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
    SchemaMigrations eventTables() {
        return new SchemaMigrations("events");
    }

    @Bean
    public FlywayMigrationStrategy eachRoomItsOwnHistory(List<SchemaMigrations> rooms) {
        return flyway -> RequestDeadline.asLongAsItTakes(() -> rooms.forEach(room -> Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(room.schema())
                .defaultSchema(room.schema())
                .locations("classpath:db/" + room.schema())
                .load()
                .migrate()));
    }

    @Bean
    @Primary
    Serializer serializer() {
        return JacksonSerializer.builder().objectMapper(EventJson.mapper()).build();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return EventSerializer.create();
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new UniqueViolationResolver();
    }

    @Bean
    EventProcessorRestarter resumption(
            EventProcessingConfiguration processing, EventPositions events, JdbcClient jdbc) {
        return new EventProcessorRestarter(processing, () -> {
            events.head();
            jdbc.sql("SELECT 1").query(Integer.class).single();
        });
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

    /**
     * Claims of event processors carry a name that no other process has: by Axon's default, process number and host, two
     * containers of one host would take each other's for their own. One that is alone on its store goes on with those of its
     * life before.
     */
    @Bean
    TokenStore tokenStore(
            ConnectionProvider connections, Serializer serializer, TokenSchema schema, DeploymentMode store) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(schema)
                .nodeId(
                        store == DeploymentMode.EMBEDDED
                                ? "alone"
                                : UUID.randomUUID().toString())
                .build();
    }

    /** Read models depend on events of several aggregates: where a processor is split, one of its parts has all the work. */
    @Bean
    ConfigurerModule eventsStayInOrder() {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerDefaultSequencingPolicy(configuration -> new SequentialPolicy()));
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
