package io.tokenledger.eventstore.personaldata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the encryption of personal texts in events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptionProperties.class)
public class PersonalDataConfiguration {
    /** Connections of its own, because a thread that needs a key may hold a connection of the pool already. */
    @Bean(destroyMethod = "close")
    SubjectKeyConnections subjectKeyConnections(DataSource pool) throws SQLException {
        HikariConfig own = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(own);
        own.setPoolName("subject-keys");
        own.setMaximumPoolSize(StoreLimits.MAX_SUBJECT_KEY_CONNECTIONS);
        HikariDataSource connections = new HikariDataSource(own);
        return new SubjectKeyConnections(connections, RequestDeadline.wrapShortStatements(connections));
    }

    /** The pool; in a type of its own, so that it does not count as the data source of the application. */
    record SubjectKeyConnections(HikariDataSource pool, DataSource deadlineAware) implements AutoCloseable {
        /**
         * Each statement has a transaction of its own, or that of {@link #transactions()}. Without one, Spring would keep
         * the connection until the caller's transaction on the main pool ends. Callers that hold all connections and wait
         * for a key that another one loads would then wait for each other.
         */
        JdbcClient client() {
            TransactionManager own = transactionManager();
            ProxyFactory statements = new ProxyFactory(new JdbcTemplate(deadlineAware));
            statements.addAdvice(new TransactionInterceptor(own, new MatchAlwaysTransactionAttributeSource()));
            return JdbcClient.create((JdbcOperations) statements.getProxy());
        }

        TransactionOperations transactions() {
            return new TransactionTemplate(transactionManager());
        }

        private PlatformTransactionManager transactionManager() {
            return new DataSourceTransactionManager(deadlineAware);
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    @Bean
    @DependsOnDatabaseInitialization
    SubjectKeyRepository subjectKeyRepository(SubjectKeyConnections connections) {
        return new SubjectKeyRepository(connections.client());
    }

    @Bean
    KeyEncryptionKeys keyEncryptionKeys(SubjectKeyRepository table, EncryptionProperties settings, Clock clock) {
        return new KeyEncryptionKeys(new KeyEncryptionKeyFiles(settings.keysDir()), table, settings.forgetKey(), clock);
    }

    @Bean
    KeyEncryptionKeyRotation keyEncryptionKeyRotation(
            SubjectKeyRepository table, KeyEncryptionKeys keys, SubjectKeyConnections connections) {
        return new KeyEncryptionKeyRotation(table, keys, connections.transactions());
    }

    @Bean
    EncryptionHealthIndicator encryptionHealthIndicator(KeyEncryptionKeys keys) {
        return new EncryptionHealthIndicator(keys);
    }

    @Bean
    DatabaseSubjectKeys subjectKeys(SubjectKeyRepository table, KeyEncryptionKeys keyEncryptionKeys, Clock clock) {
        return new DatabaseSubjectKeys(table, keyEncryptionKeys, clock);
    }

    @Bean
    SubjectKeyEraser subjectKeyEraser(JdbcClient jdbc, DatabaseSubjectKeys keys) {
        return new SubjectKeyEraser(jdbc, keys);
    }

    @Bean
    PersonalDataCodec personalDataCodec(SubjectKeys keys) {
        return new PersonalDataCodec(new ObjectMapper(), keys);
    }

    @Bean
    MetadataCodec metadataCodec(PersonalDataCodec codec, EncryptionProperties settings) {
        return new MetadataCodec(codec, settings.enabled());
    }

    /** The last upcaster: it passes on events that no other upcaster can change. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    EventUpcaster metadataUpcaster(MetadataCodec codec) {
        return new MetadataUpcaster(codec);
    }
}
