package io.tokenledger.query.replay;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.query.QueryLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Drops sandboxes after a day, because each is as large as the read models themselves. Drops all of them after an
 * erasure, because they contain what the account's texts were.
 */
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

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        List<Replay> sandboxes = replays.sandboxes();
        if (sandboxes.isEmpty()) {
            return;
        }
        Instant tooOld = clock.instant().minus(QueryLimits.SANDBOX_LIFETIME);
        // Until then, the process that filled a sandbox may have decrypted with a cached key.
        Instant afterErasure = replays.lastErasure()
                .map(at -> at.plus(StoreLimits.SUBJECT_KEY_CACHE_TIME))
                .orElse(Instant.MIN);
        sandboxes.stream()
                .filter(replay -> replay.startedAt().isBefore(tooOld)
                        || !replay.startedAt().isAfter(afterErasure))
                .forEach(runner::drop);
    }
}
