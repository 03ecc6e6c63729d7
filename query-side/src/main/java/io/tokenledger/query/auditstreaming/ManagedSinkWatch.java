package io.tokenledger.query.auditstreaming;

import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds the sinks that the API has added, and deletes what remains of removed ones. After a start it first waits until
 * the projection has applied the events before the start. So a rebuild of the tables never delivers to a sink that was
 * removed later.
 */
@Component
class ManagedSinkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedSinkWatch.class);
    private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);

    private final ManagedSinkRepository repository;
    private final SinkRepository progress;
    private final SinkSecretFiles secrets;
    private final ProjectionLag lag;
    private final EventPositions events;
    private final Clock clock;
    private @Nullable Long headAtStart;
    private boolean caughtUp;
    private Instant nextCleaning = Instant.MIN;

    ManagedSinkWatch(
            ManagedSinkRepository repository,
            SinkRepository progress,
            SinkSecretFiles secrets,
            ProjectionLag lag,
            EventPositions events,
            Clock clock) {
        this.repository = repository;
        this.progress = progress;
        this.secrets = secrets;
        this.lag = lag;
        this.events = events;
        this.clock = clock;
    }

    /** The sinks that exist; none until the projection has caught up after the start. Only one thread calls this. */
    List<ManagedSink> current() {
        if (headAtStart == null) {
            headAtStart = events.head();
        }
        caughtUp = caughtUp || lag.of(ProjectionName.SINKS).position() >= headAtStart;
        return caughtUp ? repository.all() : List.of();
    }

    /** Deletes positions and secrets of removed sinks, once a minute. Only one thread calls this. */
    void deleteLeftovers() {
        Instant now = clock.instant();
        if (!caughtUp || now.isBefore(nextCleaning)) {
            return;
        }
        nextCleaning = now.plus(CLEANING_INTERVAL);
        progress.deleteRemoved();
        try {
            secrets.all().forEach((id, writtenAt) -> {
                if (isLeftover(id, writtenAt)) {
                    secrets.delete(id);
                }
            });
        } catch (RuntimeException failure) {
            LOG.warn(
                    "The signing secrets of removed sinks could not be deleted: {}. The next attempt is in 1 min.",
                    failure.getMessage());
        }
    }

    /** Whether the sink was removed, or was never recorded because a process ended while it added the sink. */
    private boolean isLeftover(UUID id, Instant writtenAt) {
        boolean isCurrent = lag.of(ProjectionName.SINKS).lagMs() == 0; // before the read
        return repository
                .find(id)
                .map(ManagedSink::removed)
                .orElse(isCurrent && writtenAt.isBefore(clock.instant().minus(SinkLimits.ORPHANED_SECRET_LIFETIME)));
    }
}
