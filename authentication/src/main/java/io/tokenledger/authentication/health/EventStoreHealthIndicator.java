package io.tokenledger.authentication.health;

import io.tokenledger.authentication.AuthenticationProperties;
import io.tokenledger.eventstore.EventPositions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports whether this process can verify credentials. It counts for readiness: a process that has lost its event store
 * cannot record uses or verify other processes' changes, so another process should get the requests.
 */
@Component
class EventStoreHealthIndicator implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(EventStoreHealthIndicator.class);

    private final AtomicBoolean logged = new AtomicBoolean();
    private final PolledStoreContact polled;
    private final StoreContact contact;

    /** Uses the contact of the event log follower where there is one, because it is more exact than polling. */
    EventStoreHealthIndicator(
            ObjectProvider<StoreContact> follower,
            EventPositions events,
            JdbcClient jdbc,
            AuthenticationProperties settings) {
        this.polled = new PolledStoreContact(
                () -> {
                    events.head();
                    jdbc.sql("SELECT 1").query(Integer.class).single();
                },
                settings.stalenessLimit());
        this.contact = follower.getIfAvailable(() -> polled);
    }

    /** Polls once a second instead of on each probe: without the store, an attempt takes seconds. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void poll() {
        if (contact == polled) {
            polled.poll();
        }
    }

    @Override
    public Health health() {
        Optional<String> lost = contact.contactProblem();
        logOnce(lost);
        return lost.map(problem -> Health.down().withDetail("problem", problem).build())
                .orElseGet(() -> Health.up().build());
    }

    /** Logs what the caller learns: the store may respond again before anything that waits for it has noticed. */
    private void logOnce(Optional<String> problem) {
        if (problem.isEmpty()) {
            logged.set(false);
        } else if (!logged.getAndSet(true)) {
            LOG.warn("The store is unavailable, and readiness says so: {}", problem.get());
        }
    }
}
