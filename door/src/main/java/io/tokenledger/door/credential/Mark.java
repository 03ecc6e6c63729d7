package io.tokenledger.door.credential;

import java.time.Duration;

/**
 * A moment of this process, by both clocks of its machine. One never jumps, but may stand still while the machine is suspended;
 * the other goes on, and jumps when it is set. Whichever says that more time has passed is believed.
 */
record Mark(long nanos, long millis) {
    static Mark now() {
        return new Mark(System.nanoTime(), System.currentTimeMillis());
    }

    /** So old that it is older than any limit. */
    static Mark longAgo() {
        return new Mark(System.nanoTime(), 0);
    }

    boolean isOlderThan(Duration limit) {
        return System.nanoTime() - nanos > limit.toNanos() || System.currentTimeMillis() - millis > limit.toMillis();
    }
}
