package io.tokenledger.query.freshness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports how far projections are behind, and which of them are late. Readiness ignores it: verification of credentials
 * needs no projection, and a ledger without a current listing is better than none.
 */
@Component("projectionsHealthIndicator") // the health endpoint shows it as "projections"
class ProjectionHealthIndicator implements HealthIndicator, MeterBinder {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final EventProcessingConfiguration processing;
    private final ProjectionLag freshness;
    private final ProjectionFailureMonitor failureMonitor;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private volatile boolean polled;

    ProjectionHealthIndicator(
            EventProcessingConfiguration processing, ProjectionLag freshness, ProjectionFailureMonitor failureMonitor) {
        this.processing = processing;
        this.freshness = freshness;
        this.failureMonitor = failureMonitor;
    }

    /**
     * Polls once a second instead of on each health request: while the store is unavailable, each check takes seconds.
     */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void poll() {
        try {
            List<StreamingEventProcessor> projections = projections();
            Map<String, Freshness> each = freshness.ofEach(
                    projections.stream().map(StreamingEventProcessor::getName).toList());
            for (StreamingEventProcessor projection : projections) {
                Freshness fresh = Objects.requireNonNull(each.get(projection.getName()));
                lags.put(projection.getName(), fresh.lagMs());
                failureMonitor.check(projection, fresh);
            }
            polled = true;
        } catch (RuntimeException failure) {
            polled = false;
            throw failure;
        }
    }

    @Override
    public Health health() {
        if (!polled) {
            return Health.unknown().build();
        }
        List<String> late = lags.entrySet().stream()
                .filter(lag -> lag.getValue() > LATE.toMillis() || failureMonitor.of(lag.getKey()) != null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return late.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("late", late).build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (StreamingEventProcessor projection : projections()) {
            String name = projection.getName();
            TimeGauge.builder("ledger.projection.lag", () -> lags.getOrDefault(name, 0L), TimeUnit.MILLISECONDS)
                    .description("Time by which the projection lags behind its events")
                    .tag("projection", name)
                    .register(registry);
        }
    }

    private List<StreamingEventProcessor> projections() {
        return processing.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .toList();
    }
}
