package io.tokenledger.query.freshness;

import io.tokenledger.query.projection.ReadModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for the first event that a processor has not taken in yet: everything recorded before it is in the answer. */
@Component
public class FreshnessGauge {
    /** The projection that writes what was true at each position. */
    public static final String HISTORY = "history";

    /** The projection that writes what happened. */
    public static final String TRAIL = "audit-trail";

    /** The projection that raises signals. */
    public static final String SIGNALS = "signals";

    private final EventProcessingConfiguration processing;
    private final JdbcClient jdbc;
    private final Clock clock;

    FreshnessGauge(EventProcessingConfiguration processing, JdbcClient jdbc, Clock clock) {
        this.processing = processing;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Measured now; ask before the read, so that the answer is at least as fresh as it says. */
    public Freshness of(String processor) {
        ReadModels.Copy copy = ReadModels.copy();
        if (copy != null) {
            return new Freshness(copy.position(), copy.asOf(), 0); // of the past nothing is missing
        }
        Instant now = clock.instant();
        long position = positionOf(processor);
        return firstBehind(position)
                .map(missing -> new Freshness(position, missing, lag(missing, now)))
                .orElseGet(() -> new Freshness(position, now, 0));
    }

    /** At least 1: an answer that misses an event never claims to be current. */
    private static long lag(Instant missing, Instant now) {
        return Math.max(1, Duration.between(missing, now).toMillis());
    }

    private Optional<Instant> firstBehind(long position) {
        return jdbc.sql("""
                        SELECT recorded_at FROM events.domain_event WHERE global_index > ?
                        ORDER BY global_index LIMIT 1""").param(position).query(String.class).optional().map(Instant::parse);
    }

    long positionOf(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .map(StreamingEventProcessor::processingStatus)
                .flatMap(segments -> segments.values().stream().findFirst())
                .map(EventTrackerStatus::getTrackingToken)
                .map(FreshnessGauge::position)
                .orElse(0L);
    }

    private static long position(TrackingToken token) {
        return Math.max(0, token.position().orElse(0));
    }
}
