package io.tokenledger.eventstore;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How long the work of this thread waits: for the store to say anything, and for all that it waits for together. Nobody
 * limits it where it answers no caller.
 */
public final class Patience {
    /** For how long anybody waits for a store that says nothing. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    /** However late it is: an answer that is nearly there is worth it. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private static final ThreadLocal<@Nullable Long> END_NANOS = new ThreadLocal<>();

    private Patience() {}

    /**
     * From now on, until {@link #forget()}.
     *
     * @param all for what another process has to do
     */
    public static void limit(Duration all) {
        END_NANOS.set(System.nanoTime() + all.toNanos());
    }

    /** Does what answers no caller, with the limit to silence alone; a limit that there is stays. */
    public static void limited(Runnable work) {
        if (END_NANOS.get() != null) {
            work.run();
            return;
        }
        limit(AS_LONG_AS_IT_TAKES);
        try {
            work.run();
        } finally {
            forget();
        }
    }

    public static void forget() {
        END_NANOS.remove();
    }

    /** How long to wait for another process that could be given so much. */
    public static Duration left(Duration most) {
        Long endNanos = END_NANOS.get();
        if (endNanos == null) {
            return most;
        }
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        Duration longer = left.compareTo(LEAST) < 0 ? LEAST : left;
        return longer.compareTo(most) < 0 ? longer : most;
    }

    /** Connections of this pool that wait no longer than their thread may. */
    public static DataSource limiting(DataSource pool) {
        return new PatientDataSource(pool);
    }

    static @Nullable Duration silence() {
        return END_NANOS.get() == null ? null : LONGEST_SILENCE;
    }
}
