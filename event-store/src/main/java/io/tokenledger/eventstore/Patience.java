package io.tokenledger.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the work of this thread waits: for the store to say anything, and for all that it waits for together. Nobody
 * limits it where it answers no caller.
 */
public final class Patience {
    /** However late it is: an answer that is nearly there is worth it. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private record Limits(Duration silence, long endNanos) {}

    private static final ThreadLocal<@Nullable Limits> LIMITS = new ThreadLocal<>();

    private Patience() {}

    /**
     * From now on, until {@link #forget()}.
     *
     * @param silence without a word from the store
     * @param all for what another process has to do
     */
    public static void limit(Duration silence, Duration all) {
        LIMITS.set(new Limits(silence, System.nanoTime() + all.toNanos()));
    }

    /** Does what no caller's thread does with the same limit to silence; a limit that there is stays. */
    public static void atMost(Duration silence, Runnable work) {
        if (LIMITS.get() != null) {
            work.run();
            return;
        }
        limit(silence, silence);
        try {
            work.run();
        } finally {
            forget();
        }
    }

    public static void forget() {
        LIMITS.remove();
    }

    /** How long to wait for another process that could be given so much. */
    public static Duration left(Duration most) {
        Limits limits = LIMITS.get();
        if (limits == null) {
            return most;
        }
        Duration left = Duration.ofNanos(limits.endNanos() - System.nanoTime());
        Duration longer = left.compareTo(LEAST) < 0 ? LEAST : left;
        return longer.compareTo(most) < 0 ? longer : most;
    }

    static @Nullable Duration silence() {
        Limits limits = LIMITS.get();
        return limits == null ? null : limits.silence();
    }
}
