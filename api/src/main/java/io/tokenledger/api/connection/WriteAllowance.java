package io.tokenledger.api.connection;

import java.util.concurrent.TimeUnit;

/**
 * The time for which writes to one client may still block. Blocking uses it up, and each byte that the client reads
 * restores some of it, up to the maximum. A client that reads at the minimum rate can continue indefinitely; a slower
 * one runs out of time.
 */
final class WriteAllowance {
    private final long maxNanos;
    private final long bytesPerSecond;
    private long nanos;

    /**
     * Creates a full allowance.
     *
     * @param maxNanos longest time in nanoseconds that writes block while the client reads nothing
     * @param bytesPerSecond read rate that restores as much time as it takes
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

    /** Remaining time in milliseconds; zero or less once it is used up. */
    long remainingMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
