package io.tokenledger.door.credential;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A process that is alone on its store sees everything; one of several follows the events. */
@Configuration(proxyBeanMethods = false)
class SightConfiguration {
    private static final int DOOR_CONNECTIONS = 4;

    @Bean
    @ConditionalOnProperty(name = "ledger.store", havingValue = "embedded", matchIfMissing = true)
    Sight alone() {
        return () -> {};
    }

    @Bean
    @ConditionalOnProperty(name = "ledger.store", havingValue = "postgres")
    Doors doors(DataSource pool, @Value("${ledger.staleness-limit}") Duration limit) throws SQLException {
        HikariConfig own = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(own);
        own.setPoolName("doors");
        own.setMaximumPoolSize(DOOR_CONNECTIONS);
        return new Doors(new HikariDataSource(own), limit);
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
