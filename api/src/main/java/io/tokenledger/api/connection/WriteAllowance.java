package io.tokenledger.api.connection;

import java.util.concurrent.TimeUnit;

/**
 * The time for which writes to one client may still block. Blocking spends it, and each byte that the client reads restores
 * some of it, up to the maximum. So a client that reads at the minimum rate can go on, and one that drips cannot.
 */
final class WriteAllowance {
    private final long maxNanos;
    private final long bytesPerSecond;
    private long nanos;

    /**
     * A full allowance.
     *
     * @param maxNanos longest time that writes block while the client reads nothing
     * @param bytesPerSecond read rate that restores as much as it spends
     */
    WriteAllowance(long maxNanos, long bytesPerSecond) {
        this.maxNanos = maxNanos;
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = maxNanos;
    }

    void spend(long blockedNanos) {
        nanos -= blockedNanos;
    }

    void restore(int bytes) {
        nanos = Math.min(maxNanos, nanos + bytes * 1_000_000_000L / bytesPerSecond);
    }

    boolean isFull() {
        return nanos == maxNanos;
    }

    /** Remaining time in milliseconds; zero or less once it is spent. */
    long remainingMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
