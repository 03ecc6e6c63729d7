package io.tokenledger.authentication.coherence;

import java.time.Clock;
import java.time.Duration;

/**
 * An instant of this process, by both clocks of its machine. The monotonic clock never jumps, but may stop while the
 * machine is suspended. The system clock continues, and jumps when it is set. The age of a timestamp is the longer of
 * the two.
 */
record SuspendAwareTimestamp(long nanos, long millis) {
    /** The machine's clock, not the ledger's, which shows the database's time as of the last synchronization. */
    private static final Clock MACHINE = Clock.systemUTC();

    static SuspendAwareTimestamp now() {
        return new SuspendAwareTimestamp(System.nanoTime(), MACHINE.millis());
    }

    /** A timestamp that is older than any limit. */
    static SuspendAwareTimestamp longAgo() {
        return new SuspendAwareTimestamp(System.nanoTime(), 0);
    }

    boolean isOlderThan(Duration limit) {
        return System.nanoTime() - nanos > limit.toNanos() || MACHINE.millis() - millis > limit.toMillis();
    }
}
