package io.tokenledger.allinone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A PostgreSQL that somebody else runs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
class PostgresStoreConfiguration {
    @Bean
    OnlyLedger onlyLedger(JdbcConnectionDetails store, ApplicationContext application) {
        return new OnlyLedger(
                store,
                () -> Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(application, () -> 1))));
    }
}
