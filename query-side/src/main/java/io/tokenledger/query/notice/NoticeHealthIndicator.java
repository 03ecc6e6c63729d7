package io.tokenledger.query.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports when the last run of notices completed, in whichever process, and whether notices have stopped. It is not part
 * of readiness, because keys work without notices.
 */
@Component("noticesHealthIndicator") // appears as "notices"
class NoticeHealthIndicator implements HealthIndicator, MeterBinder {
    private final NoticeRunRepository runs;
    private final Clock clock;
    private final NoticeWatch watch;
    private volatile boolean polled;

    NoticeHealthIndicator(NoticeRunRepository runs, Clock clock, NoticeProperties properties) {
        this.runs = runs;
        this.clock = clock;
        this.watch = new NoticeWatch(properties.interval(), System.nanoTime());
    }

    /** Polls once a second instead of on each health request, because a read takes seconds while the database is away. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void poll() {
        try {
            watch.seen(runs.find(), System.nanoTime());
            polled = true;
        } catch (DataAccessException away) {
            polled = false;
        }
    }

    @Override
    public Health health() {
        if (!polled) {
            return Health.unknown().build();
        }
        return watch.problem(clock.instant(), System.nanoTime())
                .map(problem -> Health.down().withDetail("problem", problem).build())
                .orElseGet(() -> Health.up().build());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("ledger.notices.last_run", this::sinceLastRun, TimeUnit.MILLISECONDS)
                .description("Time since the last completed run of notices in any process")
                .register(registry);
    }

    private double sinceLastRun() {
        NoticeRun last = watch.last();
        return !polled || last == null
                ? Double.NaN
                : Math.max(
                        0, Duration.between(last.completedAt(), clock.instant()).toMillis());
    }
}
