package io.tokenledger.eventstore.jdbc;

import io.tokenledger.eventstore.StoreLimits;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long the current thread waits: for a response of the store, and for all its waits together. A request has
 * both limits. Other work has only a limit for each response, and may retry a store that does not respond.
 */
public final class RequestDeadline {
    private static final ThreadLocal<@Nullable RequestDeadline> OF_THIS_THREAD = new ThreadLocal<>();

    /** Longer than any work, and short enough for {@link System#nanoTime}. */
    private static final Duration NO_LIMIT = Duration.ofDays(36_500);

    private final Duration all;
    private final Duration maxResponseWait;
    private final long endNanos;
    private Duration silence;

    private RequestDeadline(Duration all, Duration maxResponseWait) {
        this.all = all;
        this.maxResponseWait = maxResponseWait;
        this.endNanos = System.nanoTime() + all.toNanos();
        this.silence = maxResponseWait;
    }

    /**
     * Sets the deadline of this thread until {@link #clear()}.
     *
     * @param all maximum time to wait for other processes
     */
    public static void limit(Duration all) {
        OF_THIS_THREAD.set(new RequestDeadline(all, StoreLimits.MAX_RESPONSE_WAIT));
    }

    /** Restarts the deadline for the next part of a long task. */
    public static void renew() {
        RequestDeadline deadline = OF_THIS_THREAD.get();
        if (deadline != null) {
            OF_THIS_THREAD.set(new RequestDeadline(deadline.all, deadline.maxResponseWait));
        }
    }

    /**
     * Runs work in which the store may take up to an hour before it responds, such as the creation of an index. The work
     * as a whole has no limit.
     */
    public static void runLongWork(Runnable work) {
        RequestDeadline before = OF_THIS_THREAD.get();
        OF_THIS_THREAD.set(new RequestDeadline(NO_LIMIT, StoreLimits.LONG_WORK_TIMEOUT));
        try {
            work.run();
        } finally {
            OF_THIS_THREAD.set(before);
        }
    }

    public static void clear() {
        OF_THIS_THREAD.remove();
    }

    /**
     * The time that remains to wait for another process.
     *
     * @param most maximum to return
     * @return remaining time, at most {@code most}; at least 500 ms unless {@code most} is less
     */
    public static Duration remaining(Duration most) {
        RequestDeadline deadline = OF_THIS_THREAD.get();
        if (deadline == null) {
            return most;
        }
        return shorter(
                longer(Duration.ofNanos(deadline.endNanos - System.nanoTime()), StoreLimits.MIN_RESPONSE_WAIT), most);
    }

    /**
     * Records that the store did not respond and that the work continues. Later waits for a response become shorter by
     * that time.
     */
    public static void recordUnanswered(Duration waited) {
        RequestDeadline deadline = OF_THIS_THREAD.get();
        if (deadline != null) {
            deadline.silence = longer(deadline.silence.minus(waited), StoreLimits.MIN_RESPONSE_WAIT);
        }
    }

    /** Whether the store has not responded for so long that the caller should send only necessary statements. */
    public static boolean isSpent() {
        RequestDeadline deadline = OF_THIS_THREAD.get();
        return deadline != null && deadline.silence.equals(StoreLimits.MIN_RESPONSE_WAIT);
    }

    /** A data source whose connections wait no longer than the deadline of their thread. */
    public static DataSource wrap(DataSource pool) {
        return new DeadlineAwareDataSource(pool, StoreLimits.LONG_WORK_TIMEOUT);
    }

    /** The same for statements that are short also in long work, and that other threads may wait for. */
    public static DataSource wrapShortStatements(DataSource pool) {
        return new DeadlineAwareDataSource(pool, StoreLimits.MAX_RESPONSE_WAIT);
    }

    static Duration silence(Duration maxWait) {
        RequestDeadline deadline = OF_THIS_THREAD.get();
        return deadline == null ? StoreLimits.MAX_RESPONSE_WAIT : shorter(remaining(deadline.silence), maxWait);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
