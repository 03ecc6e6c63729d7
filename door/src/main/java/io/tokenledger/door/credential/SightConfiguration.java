package io.tokenledger.door.credential;

import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A process that is alone on its store sees everything; one of several follows the events. */
@Configuration(proxyBeanMethods = false)
class SightConfiguration {
    @Bean
    @ConditionalOnProperty(name = "ledger.store", havingValue = "embedded", matchIfMissing = true)
    Sight alone() {
        return () -> {};
    }

    @Bean
    @ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
    Doors doors(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${ledger.staleness-limit}") Duration limit) {
        return new Doors(jdbc, transactions, limit);
    }

    @Bean
    @ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
    ForeignChanges foreignChanges(
            EventStore events,
            Credentials credentials,
            Accounts accounts,
            Doors doors,
            @Value("${ledger.staleness-limit}") Duration limit) {
        return new ForeignChanges(events, credentials, accounts, doors, limit);
    }
}
