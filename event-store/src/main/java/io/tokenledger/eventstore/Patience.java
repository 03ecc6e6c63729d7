package io.tokenledger.eventstore;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How long the work of this thread waits: for the store to say anything, and for all that it waits for together. A request
 * has an end to both; other work may ask a store that said nothing again.
 */
public final class Patience {
    /** For how long anybody waits for a store that says nothing, however often he asks. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    private static final Duration FOR_EVER = Duration.ofDays(365);

    /** However late it is: an answer that is nearly there is worth it. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private static final ThreadLocal<@Nullable Patience> OF_THIS_THREAD = new ThreadLocal<>();

    private final long endNanos;
    private @Nullable Duration silence;

    private Patience(long endNanos, @Nullable Duration silence) {
        this.endNanos = endNanos;
        this.silence = silence;
    }

    /**
     * From now on, until {@link #forget()}.
     *
     * @param all for what another process has to do
     */
    public static void limit(Duration all) {
        OF_THIS_THREAD.set(new Patience(System.nanoTime() + all.toNanos(), LONGEST_SILENCE));
    }

    /** Does what may take the store a long time before it has anything to say, such as making an index. */
    public static void asLongAsItTakes(Runnable work) {
        Patience before = OF_THIS_THREAD.get();
        OF_THIS_THREAD.set(new Patience(System.nanoTime() + FOR_EVER.toNanos(), null));
        try {
            work.run();
        } finally {
            OF_THIS_THREAD.set(before);
        }
    }

    public static void forget() {
        OF_THIS_THREAD.remove();
    }

    /** How long to wait for another process that could be given so much. */
    public static Duration left(Duration most) {
        Patience patience = OF_THIS_THREAD.get();
        if (patience == null) {
            return most;
        }
        return shorter(longer(Duration.ofNanos(patience.endNanos - System.nanoTime()), LEAST), most);
    }

    /**
     * The store did not answer, and the work goes on nevertheless: whatever it asks next waits the less for it, and in the
     * end not at all.
     */
    public static void waitedInVain(Duration waited) {
        Patience patience = OF_THIS_THREAD.get();
        if (patience != null && patience.silence != null) {
            patience.silence = longer(patience.silence.minus(waited), Duration.ZERO);
        }
    }

    /** Connections of this pool that wait no longer than their thread may. */
    public static DataSource limiting(DataSource pool) {
        return new PatientDataSource(pool);
    }

    /** Null for as long as it takes; zero where there is nothing left to wait. */
    static @Nullable Duration silence() {
        Patience patience = OF_THIS_THREAD.get();
        return patience == null ? LONGEST_SILENCE : patience.silence;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
