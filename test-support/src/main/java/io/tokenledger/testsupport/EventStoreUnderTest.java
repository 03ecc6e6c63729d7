package io.tokenledger.testsupport;

import io.tokenledger.eventstore.EventStoreConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The event store of a ledger that shares its PostgreSQL with others, without the rest of that ledger. */
public final class EventStoreUnderTest implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    static {
        System.setProperty("disable-axoniq-console-message", "true");
    }

    /** Starts an event store on a database with the schema {@code events}. It stops with the JVM, or earlier. */
    public EventStoreUnderTest(TestDatabase database) {
        this(database, Map.of());
    }

    /** Starts an event store with these properties and with further beans, which may replace its own. */
    public EventStoreUnderTest(TestDatabase database, Map<String, Object> properties, Class<?>... beans) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("ledger.store", "postgres");
        all.putIfAbsent("ledger.encryption.keys-dir", TestDatabase.keyFolder().toString());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("deployment mode", all));
        context.registerBean(DataSource.class, database::pool, pool -> pool.setDestroyMethodName("")); // stays open
        Stream.of(beans).forEach(context::register); // before the conditions of the others
        context.register(Slice.class);
        context.refresh();
        CloseAtExit.close(context);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What Spring Boot and Axon configure for a ledger. */
    @Configuration(proxyBeanMethods = false)
    @Import(EventStoreConfiguration.class)
    static class Slice {
        @Bean
        PlatformTransactionManager transactionManager(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        JdbcClient jdbcClient(DataSource pool) {
            return JdbcClient.create(pool);
        }

        @Bean
        ConnectionProvider connectionProvider(DataSource pool) {
            return new SpringDataSourceConnectionProvider(pool);
        }

        @Bean
        TransactionManager axonTransactions(PlatformTransactionManager transactions) {
            return new SpringTransactionManager(transactions);
        }

        @Bean
        org.axonframework.config.Configuration axon(EventUpcaster upcaster) {
            Configurer configurer = DefaultConfigurer.defaultConfiguration(false);
            configurer.registerEventUpcaster(configuration -> upcaster);
            configurer.eventProcessing();
            return configurer.buildConfiguration();
        }

        @Bean
        EventProcessingConfiguration processors(org.axonframework.config.Configuration axon) {
            return axon.eventProcessingConfiguration();
        }
    }
}
