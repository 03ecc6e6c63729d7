package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.startup.StartupException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Compares the positions of event processors with the end of the events. A process whose read models are ahead does not
 * start; a running process reports the loss. Processes that verify credentials compare more
 * ({@link LostEventDetector#requireNone}), and answer 503 after a loss.
 */
final class CheckpointGuard implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointGuard.class);

    private final LostEventDetector lost;
    private volatile boolean running;
    private volatile @Nullable String problem;

    CheckpointGuard(LostEventDetector lost) {
        this.lost = lost;
    }

    @Override
    public void start() {
        running = true;
        try {
            lost.requireTokensReached();
        } catch (StartupException e) {
            throw e;
        } catch (RuntimeException away) {
            LOG.debug("PostgreSQL or Axon Server is unavailable; checkpoints are compared again in 10 s", away);
        }
    }

    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
    void check() {
        try {
            lost.requireTokensReached();
            problem = null;
        } catch (StartupException e) {
            if (!Objects.equals(problem, e.getMessage())) {
                LOG.error("{} Until then, read models contain events that Axon Server lost.", e.getMessage());
            }
            problem = e.getMessage();
        } catch (RuntimeException away) {
            LOG.debug("PostgreSQL or Axon Server is unavailable; checkpoints are compared again in 10 s", away);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts with the event processors, before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
