package io.tokenledger.authentication.coherence;

import java.time.Clock;
import java.time.Duration;

/**
 * A moment of this process, by both clocks of its machine. One never jumps, but may stand still while the machine is suspended;
 * the other goes on, and jumps when it is set. Whichever says that more time has passed is believed.
 */
record SuspendAwareTimestamp(long nanos, long millis) {
    /** Not the ledger's clock, which shows the store's time as it was known when the machine last asked. */
    private static final Clock MACHINE = Clock.systemUTC();

    static SuspendAwareTimestamp now() {
        return new SuspendAwareTimestamp(System.nanoTime(), MACHINE.millis());
    }

    /** So old that it is older than any limit. */
    static SuspendAwareTimestamp longAgo() {
        return new SuspendAwareTimestamp(System.nanoTime(), 0);
    }

    boolean isOlderThan(Duration limit) {
        return System.nanoTime() - nanos > limit.toNanos() || MACHINE.millis() - millis > limit.toMillis();
    }
}
