package io.tokenledger.eventstore.cleartext;

import io.tokenledger.eventstore.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts the events in clear in the order of their positions, by one transaction after the other. After each, it pauses
 * for a multiple of the time that the transaction took, so that callers keep the rest of the machine.
 */
final class EncryptionPass {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionPass.class);
    private static final double PAUSE_FACTOR = 1 / StoreLimits.ENCRYPTION_CPU_SHARE - 1;
    private static final int PROGRESS_INTERVAL = 100_000;
    private static final int MAX_NAMED = 10;

    private final EncryptionBatch batches;
    private final Runnable onProgress;
    private final Predicate<Duration> stopsWithin;
    private final List<String> named = new ArrayList<>();
    private long read;
    private long skipped;

    /**
     * Creates a pass that starts at the first event.
     *
     * @param onProgress called after each 100,000 events
     * @param stopsWithin pauses for a time; returns true if the pass must end
     */
    EncryptionPass(EncryptionBatch batches, Runnable onProgress, Predicate<Duration> stopsWithin) {
        this.batches = batches;
        this.onProgress = onProgress;
        this.stopsWithin = stopsWithin;
    }

    /**
     * Runs to the last event, or until the process stops. A later pass resumes where this one stopped.
     *
     * @return whether it reached the last event
     */
    boolean run() {
        EncryptionBatch.Result batch;
        long position = 0;
        do {
            long begun = System.nanoTime();
            batch = batches.encryptAfter(position);
            position = batch.last();
            add(batch);
            if (!batch.isLast() && stopsWithin.test(pauseAfter(System.nanoTime() - begun))) {
                LOG.info("{} events were encrypted. The rest follows after the next start.", read - skipped);
                return false;
            }
        } while (!batch.isLast());
        reportEnd();
        return true;
    }

    /** Number of events that stay in clear. */
    long skipped() {
        return skipped;
    }

    private void add(EncryptionBatch.Result batch) {
        long before = read / PROGRESS_INTERVAL;
        read += batch.read();
        skipped += batch.skipped().size();
        batch.skipped().forEach((event, reason) -> {
            if (named.size() < MAX_NAMED) {
                named.add(event + ": " + reason);
            }
        });
        if (read / PROGRESS_INTERVAL > before) {
            LOG.info("{} events were encrypted, up to position {}.", read - skipped, batch.last());
            onProgress.run();
        }
    }

    private void reportEnd() {
        if (skipped == 0) {
            LOG.info(
                    "{} events were encrypted, and none is left in clear. PostgreSQL removes the old versions of the rows"
                            + " later.",
                    read);
        } else {
            LOG.error(
                    "{} events were encrypted. {} stay in clear, because this build cannot read all of them. Start the"
                            + " build that wrote them, or a newer one. The first are: {}",
                    read - skipped,
                    skipped,
                    named);
        }
    }

    private static Duration pauseAfter(long nanos) {
        return Duration.ofNanos((long) (nanos * PAUSE_FACTOR));
    }
}
