package io.tokenledger.eventstore;

import io.tokenledger.eventstore.axonserver.AxonServerEventStoreConfiguration;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import io.tokenledger.eventstore.postgres.PostgresEventStoreConfiguration;
import io.tokenledger.eventstore.postgres.SharedPostgresConfiguration;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures what every deployment mode needs from Spring and Axon: tables, serializers, time. */
@Configuration(proxyBeanMethods = false)
@Import({
    SharedPostgresConfiguration.class,
    PostgresEventStoreConfiguration.class,
    AxonServerEventStoreConfiguration.class
})
@EnableScheduling
public class EventStoreConfiguration {
    @Bean
    DeploymentMode deploymentMode(Environment environment) {
        return DeploymentMode.of(environment);
    }

    @Bean
    static BeanPostProcessor deadlineAwareDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? RequestDeadline.wrap(pool) : bean;
            }
        };
    }

    /**
     * In milliseconds, as Axon stores the time of an event, so that a replay reads the same instants as the first
     * reader.
     */
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
    public FlywayMigrationStrategy migrateEachSchema(List<SchemaMigrations> migrations) {
        return flyway -> RequestDeadline.runLongWork(() -> migrations.forEach(migration -> Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(migration.schema())
                .defaultSchema(migration.schema())
                .locations("classpath:db/" + migration.schema())
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
    EventProcessorRestarter eventProcessorRestarter(
            EventProcessingConfiguration processing, EventPositions events, JdbcClient jdbc) {
        return new EventProcessorRestarter(
                () -> processing.eventProcessors().values(),
                () -> {
                    events.head();
                    jdbc.sql("SELECT 1").query(Integer.class).single();
                },
                Thread::startVirtualThread);
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
     * Claims of event processors carry a node id that no other process has. Axon's default, process number and host
     * name, can be the same in two containers of one host. An embedded process keeps one id, so that it resumes its own
     * claims after a restart.
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

    /**
     * Read models depend on events of several aggregates, so events stay in order. In a split processor, one segment
     * has all the work.
     */
    @Bean
    ConfigurerModule eventsStayInOrder() {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerDefaultSequencingPolicy(configuration -> new SequentialPolicy()));
    }

    /** Axon's default logs a failed event and continues. Here the processor stops at the event and retries it. */
    @Bean
    ConfigurerModule propagatingErrorHandlers() {
        return configurer ->
                configurer.eventProcessing(processing -> processing.registerDefaultListenerInvocationErrorHandler(
                        configuration -> PropagatingErrorHandler.instance()));
    }

    /** Stamps events by the clock that also decides about expiry. */
    @Bean
    ConfigurerModule eventClock(Clock clock) {
        return configurer -> GenericEventMessage.clock = clock;
    }
}
