package io.tokenledger.eventstore;

import io.tokenledger.eventstore.axonserver.AxonServerEventStoreConfiguration;
import io.tokenledger.eventstore.cleartext.ClearTextConfiguration;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.personaldata.PersonalDataCodec;
import io.tokenledger.eventstore.personaldata.PersonalDataConfiguration;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.postgres.PostgresEventStoreConfiguration;
import io.tokenledger.eventstore.postgres.SharedPostgresConfiguration;
import io.tokenledger.eventstore.postgres.UniqueViolationResolver;
import io.tokenledger.eventstore.processing.EventProcessorConfiguration;
import io.tokenledger.eventstore.serialization.EventJson;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.eventstore.serialization.SnapshotSerializer;
import io.tokenledger.eventstore.useevents.UseEventConfiguration;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericEventMessage;
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
    AxonServerEventStoreConfiguration.class,
    PersonalDataConfiguration.class,
    ClearTextConfiguration.class,
    UseEventConfiguration.class,
    EventProcessorConfiguration.class,
    QueryBusConfiguration.class
})
@EnableScheduling
public class EventStoreConfiguration {
    @Bean
    DeploymentMode deploymentMode(Environment environment) {
        return DeploymentMode.of(environment);
    }

    /**
     * The pool checks a connection that was idle, which costs a transaction. Readers of events poll once a second, so their
     * connections need no check. Hikari reads the time from a system property only.
     */
    @Bean
    static BeanPostProcessor deadlineAwareDataSource() {
        System.setProperty(
                "com.zaxxer.hikari.aliveBypassWindowMs",
                Long.toString(StoreLimits.UNCHECKED_CONNECTION_TIME.toMillis()));
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
    Serializer eventSerializer(SubjectKeys keys, EncryptionProperties settings) {
        return settings.enabled() ? EventSerializer.create(keys) : EventSerializer.forOlderReaders(keys);
    }

    @Bean
    SnapshotSerializer snapshotSerializer(PersonalDataCodec codec, EncryptionProperties settings) {
        return new SnapshotSerializer(codec, settings.enabled());
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

    /** Stamps events by the clock that also decides about expiry. */
    @Bean
    ConfigurerModule eventClock(Clock clock) {
        return configurer -> GenericEventMessage.clock = clock;
    }
}
