package io.tokenledger.authentication.coherence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.AuthenticationProperties;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that is alone on its store needs no coherence. One of several processes follows the event log. */
@Configuration(proxyBeanMethods = false)
public class CoherenceConfiguration {
    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.EMBEDDED)
    CacheFreshness alwaysFresh() {
        return () -> {};
    }

    /** Does nothing: the lookup tables change in the same transaction as the events. */
    @Bean
    @ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
    ReadBarrier transactionalReadBarrier() {
        return () -> {};
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    ReadBarrier followerReadBarrier(EventLogFollower changes) {
        return changes::awaitEnd;
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    CacheLeases cacheLeases(DataSource pool, AuthenticationProperties settings) throws SQLException {
        return new CacheLeases(ownConnections(pool), requireAllowed(settings.stalenessLimit()), false);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    CacheLeases cacheLeasesOnAxonServer(DataSource pool, AuthenticationProperties settings) throws SQLException {
        return new CacheLeases(ownConnections(pool), requireAllowed(settings.stalenessLimit()), true);
    }

    /**
     * The minimum leaves time for a process that looks for events four times a second. With the maximum, a change still
     * waits less than the deadline of its request.
     */
    static Duration requireAllowed(Duration limit) {
        if (limit.compareTo(AuthenticationLimits.MIN_STALENESS_LIMIT) < 0
                || limit.compareTo(AuthenticationLimits.MAX_STALENESS_LIMIT) > 0) {
            throw new StartupException("LEDGER_STALENESS_LIMIT is " + limit.toMillis()
                    + " ms. It must be between 1s and 7s, and the same for all processes of this ledger.");
        }
        return limit;
    }

    static HikariDataSource ownConnections(DataSource pool) throws SQLException {
        HikariConfig own = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(own);
        own.setPoolName("cache-leases");
        own.setMaximumPoolSize(AuthenticationLimits.MAX_LEASE_CONNECTIONS);
        own.setConnectionTimeout(AuthenticationLimits.LEASE_CONNECTION_TIMEOUT.toMillis());
        own.setValidationTimeout(AuthenticationLimits.LEASE_CONNECTION_TIMEOUT.toMillis() / 2);
        return new HikariDataSource(own);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    FollowerListener cacheInvalidator(EventStore events, CoherentCache caches) {
        return new CacheInvalidator(events, caches);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    public FollowerListener lookupReplayer(
            List<LookupProjection> lookUps,
            ParameterResolverFactory parameters,
            EventStore events,
            CoherentCache caches,
            TransactionManager transactions,
            EventPositions positions,
            LostEventDetector lostEvents,
            JdbcClient jdbc) {
        CacheInvalidator invalidator = new CacheInvalidator(events, caches);
        return new LookupReplayer(lookUps, parameters, invalidator, transactions, positions, lostEvents, jdbc);
    }

    @Bean
    @ConditionalOnDeploymentMode({DeploymentMode.POSTGRES, DeploymentMode.AXONSERVER})
    EventLogFollower eventLogFollower(
            EventStore events, FollowerListener listener, CacheLeases leases, AuthenticationProperties settings) {
        return new EventLogFollower(events, listener, leases, settings.stalenessLimit());
    }
}
