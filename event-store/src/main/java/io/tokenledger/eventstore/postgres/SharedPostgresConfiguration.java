package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.time.DatabaseClock;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Configures a process that shares its PostgreSQL with others: the database clock, and notifications of their appends.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode({DeploymentMode.POSTGRES, DeploymentMode.AXONSERVER})
@EnableConfigurationProperties(ClockProperties.class)
@EnableScheduling
public class SharedPostgresConfiguration {
    /** Synchronizes the clock every 10 seconds. While the store is out of reach, the clock keeps its last offset. */
    record ClockSynchronizer(Clock clock) {
        private static final Logger LOG = LoggerFactory.getLogger(ClockSynchronizer.class);
        private static final long NOTEWORTHY_MS = 1_000;

        @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
        void set() {
            if (clock instanceof DatabaseClock ofStore) {
                long before = ofStore.ahead().toMillis();
                ofStore.set();
                if (Math.abs(ofStore.ahead().toMillis() - before) > NOTEWORTHY_MS) {
                    LOG.warn(
                            "The clock of this machine differs from the database clock by {}."
                                    + " The ledger uses the database clock.",
                            ofStore.ahead());
                }
            }
        }
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock(JdbcClient jdbc, ClockProperties settings) {
        DatabaseClock clock = new DatabaseClock(
                Clock.offset(Clock.tickMillis(ZoneOffset.UTC), settings.clockAhead()),
                () -> jdbc.sql("SELECT clock_timestamp()")
                        .query((row, number) -> row.getTimestamp(1).toInstant())
                        .single());
        clock.set();
        return clock;
    }

    /**
     * Claims of event processors expire by this clock, too. Otherwise the claim of a machine whose clock is ahead would
     * outlive its process.
     */
    @Bean
    ConfigurerModule claimClock(Clock clock) {
        return configurer -> {
            if (clock instanceof DatabaseClock) {
                AbstractTokenEntry.clock = clock;
            }
        };
    }

    @Bean
    ClockSynchronizer clockSetter(Clock clock) {
        return new ClockSynchronizer(clock);
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.POSTGRES)
    AppendListener appendListener(
            DataSource pool, AppendingConnections own, ChangesUnderWay changes, PostgresEventStore events) {
        return new AppendListener(pool, own, changes::countNotification, events::wake);
    }
}
