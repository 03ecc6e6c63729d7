package io.tokenledger.query.auditstreaming;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokenledger.query.audittrail.AuditFeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports how far each sink is behind and whether its deliveries fail. It is not part of readiness, because the ledger
 * works without its sinks.
 */
@Component("sinksHealthIndicator") // appears as "sinks"
class SinkHealthIndicator implements HealthIndicator, MeterBinder {
    /**
     * Consecutive failures before a sink counts as down. A sink that recovers at the second or third attempt needs no
     * operator.
     */
    private static final int FAILURE_THRESHOLD = 3;

    private static final String BEHIND = "ledger.sink.behind";
    private static final String BEHIND_MEANING =
            "Number of positions between the last delivered entry and the last entry";
    private static final String FAILURES = "ledger.sink.failures";
    private static final String FAILURES_MEANING = "Number of consecutive failed deliveries";

    private final SinkRegistry sinks;
    private final ManagedSinkRepository managed;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final Map<String, SinkRepository.State> states = new ConcurrentHashMap<>();
    private volatile long end;
    private volatile @Nullable MultiGauge managedBehind;
    private volatile @Nullable MultiGauge managedFailures;

    SinkHealthIndicator(SinkRegistry sinks, ManagedSinkRepository managed, SinkRepository table, AuditFeed trail) {
        this.sinks = sinks;
        this.managed = managed;
        this.table = table;
        this.trail = trail;
    }

    /**
     * Reads the states once a second instead of on each health request, because a read takes seconds while the database
     * is unreachable.
     */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        try {
            Map<String, SinkRepository.State> read = new HashMap<>();
            for (String name : sinks.all().keySet()) {
                read.put(name, table.find(name));
            }
            for (ManagedSink sink : managed.all()) {
                if (!sink.paused()) {
                    table.findIfRegistered(sink.progressKey()).ifPresent(state -> read.putIfAbsent(sink.name(), state));
                }
            }
            end = read.isEmpty() ? 0 : trail.end();
            states.keySet().retainAll(read.keySet());
            states.putAll(read);
        } catch (DataAccessException away) {
            states.clear();
        }
        registerManaged();
    }

    @Override
    public Health health() {
        if (!sinks.unusable().isEmpty()) {
            return Health.down().withDetail("unusable", sinks.unusable()).build();
        }
        if (!states.keySet().containsAll(sinks.all().keySet())) {
            return Health.unknown().build();
        }
        List<String> failing = states.entrySet().stream()
                .filter(state -> state.getValue().failures() >= FAILURE_THRESHOLD)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return failing.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("failing", failing).build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        sinks.all().keySet().forEach(name -> usable(name, 1, registry));
        sinks.unusable().keySet().forEach(name -> usable(name, 0, registry));
        for (String name : sinks.all().keySet()) {
            Gauge.builder(BEHIND, () -> behind(name))
                    .description(BEHIND_MEANING)
                    .tag("sink", name)
                    .register(registry);
            Gauge.builder(FAILURES, () -> failures(name))
                    .description(FAILURES_MEANING)
                    .tag("sink", name)
                    .register(registry);
        }
        managedBehind = MultiGauge.builder(BEHIND).description(BEHIND_MEANING).register(registry);
        managedFailures =
                MultiGauge.builder(FAILURES).description(FAILURES_MEANING).register(registry);
    }

    /** Registers the metrics of the sinks that the API has added, and removes those of paused and removed sinks. */
    private void registerManaged() {
        MultiGauge behind = managedBehind;
        MultiGauge failures = managedFailures;
        if (behind == null || failures == null) {
            return;
        }
        List<String> names = states.keySet().stream()
                .filter(name -> !sinks.all().containsKey(name))
                .toList();
        behind.register(names.stream()
                .map(name -> MultiGauge.Row.of(Tags.of("sink", name), () -> behind(name)))
                .toList());
        failures.register(names.stream()
                .map(name -> MultiGauge.Row.of(Tags.of("sink", name), () -> failures(name)))
                .toList());
    }

    private static void usable(String name, int value, MeterRegistry registry) {
        Gauge.builder("ledger.sink.usable", () -> value)
                .description("1 if the sink is set up, 0 if its settings are invalid")
                .tag("sink", name)
                .register(registry);
    }

    private double behind(String name) {
        SinkRepository.State state = states.get(name);
        return state == null ? Double.NaN : Math.max(0, end - state.position());
    }

    private double failures(String name) {
        SinkRepository.State state = states.get(name);
        return state == null ? Double.NaN : state.failures();
    }
}
