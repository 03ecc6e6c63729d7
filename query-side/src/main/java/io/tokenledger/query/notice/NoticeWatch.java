package io.tokenledger.query.notice;

import io.tokenledger.query.QueryLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether notices have stopped. Time without a completed run counts from when this process first saw the last
 * one, and failures count once a run has completed since. So a ledger that was off for days, or whose mail server was
 * mended, does not report its first minutes as a problem.
 */
final class NoticeWatch {
    private final Duration maxPause;
    private volatile @Nullable NoticeRun last;
    private volatile long seenNanos;
    private volatile boolean hasSeenRun;

    /**
     * Begins to watch.
     *
     * @param interval time between two runs
     * @param nanos time of this process in nanoseconds, as {@link System#nanoTime()} counts it
     */
    NoticeWatch(Duration interval, long nanos) {
        this.maxPause =
                interval.multipliedBy(3).plus(QueryLimits.MAX_NOTICE_RUN).plus(QueryLimits.NOTICE_CLAIM_LIFETIME);
        this.seenNanos = nanos;
    }

    /** Tells which run is the last completed one; empty if there is none. */
    void seen(Optional<NoticeRun> run, long nanos) {
        NoticeRun previous = last;
        if (run.isPresent()
                && (previous == null || !previous.completedAt().equals(run.get().completedAt()))) {
            seenNanos = nanos;
            hasSeenRun = previous != null;
        }
        last = run.orElse(null);
    }

    /** The last completed run of any process; null if none is known. */
    @Nullable
    NoticeRun last() {
        return last;
    }

    /** The problem that an operator must solve; empty if there is none. */
    Optional<String> problem(Instant now, long nanos) {
        Duration silent = Duration.ofNanos(nanos - seenNanos);
        if (silent.compareTo(maxPause) > 0) {
            return Optional.of("No run of notices has completed for " + silent.toMinutes()
                    + " minutes. Search the logs of all query sides for \"Notices were not given\".");
        }
        NoticeRun run = last;
        Instant since = run == null ? null : run.failingSince();
        return since == null || !hasSeenRun || now.isBefore(since.plus(QueryLimits.MAX_NOTICE_FAILURE))
                ? Optional.empty()
                : Optional.of("No notice was accepted since " + since
                        + ". Check the mail server and LEDGER_MAIL_HOST, LEDGER_MAIL_USERNAME and LEDGER_MAIL_FROM.");
    }
}
