package io.tokenledger.eventstore.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How long the work of this thread waits: for the store to say anything, and for all that it waits for together. A request
 * has an end to both; other work may ask a store that said nothing again.
 */
public final class RequestDeadline {
    /** For how long anybody waits for a store that says nothing, however often he asks. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    /** The longest statement that there should ever be; its connection may have died without a word, too. */
    private static final Duration LONGEST_WORK = Duration.ofHours(1);

    /** However late it is: an answer that is nearly there is worth it. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private static final ThreadLocal<@Nullable RequestDeadline> OF_THIS_THREAD = new ThreadLocal<>();

    private final Duration all;
    private final Duration longestSilence;
    private final long endNanos;
    private Duration silence;

    private RequestDeadline(Duration all, Duration longestSilence) {
        this.all = all;
        this.longestSilence = longestSilence;
        this.endNanos = System.nanoTime() + all.toNanos();
        this.silence = longestSilence;
    }

    /**
     * From now on, until {@link #forget()}.
     *
     * @param all for what another process has to do
     */
    public static void limit(Duration all) {
        OF_THIS_THREAD.set(new RequestDeadline(all, LONGEST_SILENCE));
    }

    /** The next part of something long begins, and may wait as long as the first. */
    public static void renew() {
        RequestDeadline patience = OF_THIS_THREAD.get();
        if (patience != null) {
            OF_THIS_THREAD.set(new RequestDeadline(patience.all, patience.longestSilence));
        }
    }

    /** Does what may take the store up to an hour before it has anything to say, such as making an index. */
    public static void asLongAsItTakes(Runnable work) {
        RequestDeadline before = OF_THIS_THREAD.get();
        OF_THIS_THREAD.set(new RequestDeadline(LONGEST_WORK, LONGEST_WORK));
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
        RequestDeadline patience = OF_THIS_THREAD.get();
        if (patience == null) {
            return most;
        }
        return shorter(longer(Duration.ofNanos(patience.endNanos - System.nanoTime()), LEAST), most);
    }

    /** The store did not answer, and the work goes on nevertheless: whatever it asks next waits the less for it. */
    public static void waitedInVain(Duration waited) {
        RequestDeadline patience = OF_THIS_THREAD.get();
        if (patience != null) {
            patience.silence = longer(patience.silence.minus(waited), LEAST);
        }
    }

    /** Whether the store has said nothing for so long that only what must be asked should be. */
    public static boolean isSpent() {
        RequestDeadline patience = OF_THIS_THREAD.get();
        return patience != null && patience.silence.equals(LEAST);
    }

    /** Connections of this pool that wait no longer than their thread may. */
    public static DataSource limiting(DataSource pool) {
        return new DeadlineAwareDataSource(pool);
    }

    static Duration silence() {
        RequestDeadline patience = OF_THIS_THREAD.get();
        return patience == null ? LONGEST_SILENCE : left(patience.silence);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
