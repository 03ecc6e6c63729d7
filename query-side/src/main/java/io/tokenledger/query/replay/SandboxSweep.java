package io.tokenledger.query.replay;

import io.tokenledger.query.QueryLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops sandboxes after a day. Each is as large as the read models themselves. */
@Component
class SandboxSweep {
    private final ReplayRepository replays;
    private final ReplayRunner runner;
    private final Clock clock;

    SandboxSweep(ReplayRepository replays, ReplayRunner runner, Clock clock) {
        this.replays = replays;
        this.runner = runner;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        Instant oldest = clock.instant().minus(QueryLimits.SANDBOX_LIFETIME);
        replays.sandboxes().stream()
                .filter(replay -> replay.startedAt().isBefore(oldest))
                .forEach(runner::drop);
    }
}
