package io.tokenledger.door.credential;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.eventstore.ConditionalOnStore;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.LostEvents;
import io.tokenledger.eventstore.StartRefusedException;
import io.tokenledger.eventstore.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that is alone on its store sees everything; one of several follows the events. */
@Configuration(proxyBeanMethods = false)
class SightConfiguration {
    private static final int DOOR_CONNECTIONS = 4;
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(7);
    /** In milliseconds, for a connection; who waits for doors asks again, and must not wait for much longer than they may. */
    private static final int LONGEST_WAIT = 1_000;

    @Bean
    @ConditionalOnStore(Store.EMBEDDED)
    Sight alone() {
        return () -> {};
    }

    /** Their transaction is that of the events. */
    @Bean
    @ConditionalOnStore({Store.EMBEDDED, Store.POSTGRES})
    CatchUp always() {
        return () -> {};
    }

    @Bean
    @ConditionalOnStore(Store.AXONSERVER)
    CatchUp onceLearned(ForeignChanges changes) {
        return changes::awaitEnd;
    }

    @Bean
    @ConditionalOnStore(Store.POSTGRES)
    Doors doors(DataSource pool, @Value("${ledger.staleness-limit}") Duration limit) throws SQLException {
        return new Doors(ownConnections(pool), allowed(limit), false);
    }

    @Bean
    @ConditionalOnStore(Store.AXONSERVER)
    Doors doorsOnAxonServer(DataSource pool, @Value("${ledger.staleness-limit}") Duration limit) throws SQLException {
        return new Doors(ownConnections(pool), allowed(limit), true);
    }

    /** A process looks four times a second, and a change waits no longer than a request may. */
    static Duration allowed(Duration limit) {
        if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(LONGEST_LIMIT) > 0) {
            throw new StartRefusedException("LEDGER_STALENESS_LIMIT is " + limit.toMillis()
                    + " ms; it must be from 1s to 7s, and the same for all processes of this ledger.");
        }
        return limit;
    }

    static HikariDataSource ownConnections(DataSource pool) throws SQLException {
        HikariConfig own = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(own);
        own.setPoolName("doors");
        own.setMaximumPoolSize(DOOR_CONNECTIONS);
        own.setConnectionTimeout(LONGEST_WAIT);
        own.setValidationTimeout(LONGEST_WAIT / 2);
        return new HikariDataSource(own);
    }

    @Bean
    @ConditionalOnStore(Store.POSTGRES)
    Learning forgetting(EventStore events, Credentials credentials, Accounts accounts, RevokedApiTokens revoked) {
        return new Forgetting(events, credentials, accounts, revoked);
    }

    @Bean
    @ConditionalOnStore(Store.AXONSERVER)
    Learning applying(
            List<LookUp> lookUps,
            ParameterResolverFactory parameters,
            EventStore events,
            Credentials credentials,
            Accounts accounts,
            RevokedApiTokens revoked,
            TransactionManager transactions,
            EventPositions positions,
            LostEvents lostEvents,
            JdbcClient jdbc) {
        Forgetting forgetting = new Forgetting(events, credentials, accounts, revoked);
        return new Applying(lookUps, parameters, forgetting, transactions, positions, lostEvents, jdbc);
    }

    @Bean
    @ConditionalOnStore({Store.POSTGRES, Store.AXONSERVER})
    ForeignChanges foreignChanges(
            EventStore events, Learning learning, Doors doors, @Value("${ledger.staleness-limit}") Duration limit) {
        return new ForeignChanges(events, learning, doors, limit);
    }
}
