package io.tokenledger.query.auditstreaming;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokenledger.query.audittrail.AuditFeed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

    private final SinkRegistry sinks;
    private final SinkRepository table;
    private final AuditFeed trail;
    private final Map<String, SinkRepository.State> states = new ConcurrentHashMap<>();
    private volatile long end;

    SinkHealthIndicator(SinkRegistry sinks, SinkRepository table, AuditFeed trail) {
        this.sinks = sinks;
        this.table = table;
        this.trail = trail;
    }

    /**
     * Reads the states once a second instead of on each health request, because a read takes seconds while the database
     * is unreachable.
     */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        if (sinks.all().isEmpty()) {
            return;
        }
        try {
            end = trail.end();
            for (String name : sinks.all().keySet()) {
                states.put(name, table.find(name));
            }
        } catch (DataAccessException away) {
            states.clear();
        }
    }

    @Override
    public Health health() {
        if (!sinks.unusable().isEmpty()) {
            return Health.down().withDetail("unusable", sinks.unusable()).build();
        }
        if (states.size() < sinks.all().size()) {
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
            Gauge.builder("ledger.sink.behind", () -> behind(name))
                    .description("Number of positions between the last delivered entry and the last entry")
                    .tag("sink", name)
                    .register(registry);
            Gauge.builder("ledger.sink.failures", () -> failures(name))
                    .description("Number of consecutive failed deliveries")
                    .tag("sink", name)
                    .register(registry);
        }
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
