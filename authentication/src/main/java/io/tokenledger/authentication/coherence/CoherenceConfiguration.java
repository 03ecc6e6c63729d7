package io.tokenledger.authentication.coherence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.authentication.coherence.axonserver.LookupReplayer;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.axonserver.LostEventDetector;
import io.tokenledger.eventstore.startup.StartupException;
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
public class CoherenceConfiguration {
    private static final int DOOR_CONNECTIONS = 4;
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(7);
    /** In milliseconds, for a connection; who waits for doors asks again, and must not wait for much longer than they may. */
    private static final int LONGEST_WAIT = 1_000;

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.EMBEDDED)
    CacheFreshness alone() {
        return () -> {};
    }

    /** Their transaction is that of the events. */
    @Bean
    @ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
    ReadBarrier always() {
        return () -> {};
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    ReadBarrier onceLearned(EventLogFollower changes) {
        return changes::awaitEnd;
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    CacheLeases doors(DataSource pool, @Value("${ledger.staleness-limit}") Duration limit) throws SQLException {
        return new CacheLeases(ownConnections(pool), allowed(limit), false);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    CacheLeases doorsOnAxonServer(DataSource pool, @Value("${ledger.staleness-limit}") Duration limit)
            throws SQLException {
        return new CacheLeases(ownConnections(pool), allowed(limit), true);
    }

    /** A process looks four times a second, and a change waits no longer than a request may. */
    static Duration allowed(Duration limit) {
        if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(LONGEST_LIMIT) > 0) {
            throw new StartupException("LEDGER_STALENESS_LIMIT is " + limit.toMillis()
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
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    FollowerListener forgetting(EventStore events, CoherentCache caches) {
        return new CacheInvalidator(events, caches);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    public FollowerListener applying(
            List<LookupProjection> lookUps,
            ParameterResolverFactory parameters,
            EventStore events,
            CoherentCache caches,
            TransactionManager transactions,
            EventPositions positions,
            LostEventDetector lostEvents,
            JdbcClient jdbc) {
        CacheInvalidator forgetting = new CacheInvalidator(events, caches);
        return new LookupReplayer(lookUps, parameters, forgetting, transactions, positions, lostEvents, jdbc);
    }

    @Bean
    @ConditionalOnDeploymentMode({DeploymentMode.POSTGRES, DeploymentMode.AXONSERVER})
    EventLogFollower foreignChanges(
            EventStore events,
            FollowerListener learning,
            CacheLeases doors,
            @Value("${ledger.staleness-limit}") Duration limit) {
        return new EventLogFollower(events, learning, doors, limit);
    }
}
