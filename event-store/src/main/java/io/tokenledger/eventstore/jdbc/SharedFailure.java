package io.tokenledger.eventstore.jdbc;

import io.tokenledger.eventstore.StoreLimits;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of the loads of a cache. Readers of an entry wait for the one that loads it. If that one fails after a
 * while, the store is probably unavailable, so all of them fail at once. Otherwise each would load the entry in turn, and wait
 * for its own timeout.
 */
public final class SharedFailure {
    private final long minWait;
    private volatile @Nullable Failed last;

    private record Failed(long at, RuntimeException cause) {}

    public SharedFailure() {
        this(StoreLimits.MIN_RESPONSE_WAIT);
    }

    /** @param minWait readers that have waited for less load again: the failure may concern the other reader only */
    public SharedFailure(Duration minWait) {
        this.minWait = minWait.toNanos();
    }

    /**
     * Loads an entry, unless this reader has waited for a load that failed.
     *
     * @param begun value of {@link System#nanoTime()} before the reader began to wait for other loads of the entry
     * @throws RuntimeException the failure of this load, or that of the other one
     */
    public <T> T load(long begun, Supplier<T> load) {
        Failed failed = last;
        if (failed != null && failed.at() - begun > minWait) {
            throw failed.cause();
        }
        try {
            return load.get();
        } catch (RuntimeException failure) {
            last = new Failed(System.nanoTime(), failure);
            throw failure;
        }
    }
}
