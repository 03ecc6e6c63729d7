package io.tokenledger.eventstore.useevents;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Creates partitions in time, and reports if it cannot. The next partition is empty for as long as the current one fills,
 * so a failure can be mended before a use is refused.
 */
final class UsePartitionHealthIndicator implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(UsePartitionHealthIndicator.class);
    private static final String PROBLEM =
            "The next partition of events.use_event could not be created. Uses are refused once the last one is full."
                    + " The creation is tried again every minute.";

    private final UsePartitions partitions;
    private volatile Optional<String> problem = Optional.empty();

    UsePartitionHealthIndicator(UsePartitions partitions) {
        this.partitions = partitions;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void createMissing() {
        try {
            partitions.create();
            if (problem.isPresent()) {
                LOG.info("The next partition of events.use_event exists.");
            }
            problem = Optional.empty();
        } catch (DataAccessException failed) {
            if (problem.isEmpty()) {
                LOG.error(PROBLEM, failed);
            }
            problem = Optional.of(PROBLEM);
        }
    }

    @Override
    public Health health() {
        return problem.map(text -> Health.down().withDetail("problem", text).build())
                .orElseGet(() -> Health.up().build());
    }
}
