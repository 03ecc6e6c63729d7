package io.tokenledger.query.freshness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares how far a processor has come with how far the events go. */
@Component
public class FreshnessGauge {
    private final EventProcessingConfiguration processing;
    private final EventStore events;
    private final Clock clock;
    private final Map<String, Instant> lastCaughtUp = new ConcurrentHashMap<>();

    FreshnessGauge(EventProcessingConfiguration processing, EventStore events, Clock clock) {
        this.processing = processing;
        this.events = events;
        this.clock = clock;
    }

    /** Measured now; ask before the read, so that the answer is at least as fresh as it says. */
    public Freshness of(String processor) {
        Instant now = clock.instant();
        long position = positionOf(processor);
        if (position >= head()) {
            lastCaughtUp.put(processor, now);
            return new Freshness(position, now, 0);
        }
        Instant asOf = lastCaughtUp.computeIfAbsent(processor, first -> now);
        return new Freshness(position, asOf, Duration.between(asOf, now).toMillis());
    }

    private long positionOf(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .map(StreamingEventProcessor::processingStatus)
                .flatMap(segments -> segments.values().stream().findFirst())
                .map(EventTrackerStatus::getTrackingToken)
                .map(FreshnessGauge::position)
                .orElse(0L);
    }

    private long head() {
        return position(events.createHeadToken());
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }
}
