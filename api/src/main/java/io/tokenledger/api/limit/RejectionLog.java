package io.tokenledger.api.limit;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a bulkhead is full, at most once a minute. */
final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(Bulkhead.class);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private long lastNanos = System.nanoTime() - INTERVAL_NANOS;

    RejectionLog(String name) {
        this.name = name;
    }

    /** @param key the account or network whose request was rejected */
    void rejected(Object key, long total) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            LOG.warn(
                    "Bulkhead '{}' rejected {}: all permits, or all of this caller, are in use."
                            + " Rejected since the start: {}. Logged at most once a minute; see ledger.bulkhead.rejected.",
                    name,
                    key,
                    total);
        }
    }
}
