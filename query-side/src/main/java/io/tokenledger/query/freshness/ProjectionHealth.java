package io.tokenledger.query.freshness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells operators how far the projections are behind, and whether one is so late that an event must have stopped
 * it. It does not count for readiness: the door needs no projection, and a ledger without a listing is better than none.
 */
@Component
class ProjectionHealth implements HealthIndicator, MeterBinder {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final EventProcessingConfiguration processing;
    private final FreshnessGauge freshness;

    ProjectionHealth(EventProcessingConfiguration processing, FreshnessGauge freshness) {
        this.processing = processing;
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        List<String> late = projections().stream()
                .map(EventProcessor::getName)
                .filter(name -> freshness.of(name).lagMs() > LATE.toMillis())
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
            TimeGauge.builder("ledger.projection.lag", () -> freshness.of(name).lagMs(), TimeUnit.MILLISECONDS)
                    .description("How much later than its events a projection is")
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
