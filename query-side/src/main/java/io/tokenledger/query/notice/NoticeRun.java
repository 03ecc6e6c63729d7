package io.tokenledger.query.notice;

import io.tokenledger.query.QueryLimits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A completed run, and whether messages are accepted. Pure.
 *
 * @param completedAt end of the run
 * @param failingSince end of the first run whose messages were not accepted, if none was accepted since; null if messages
 *     are accepted, or none is pending
 * @param rejections messages that were rejected for good since the last one that was accepted
 */
record NoticeRun(Instant completedAt, @Nullable Instant failingSince, int rejections) {
    /** A run after which no message waits. */
    static NoticeRun withoutFailure(Instant now) {
        return new NoticeRun(now, null, 0);
    }

    /**
     * The run after the previous one. A message that is not accepted now stays pending, so a run with nothing to send ends
     * its failure. Rejected messages do not stay pending: a few have wrong addresses, but several in a row mean that the
     * server rejects the ledger, until it accepts a message. A full mailbox postpones one message; only several mean that the server has a problem.
     *
     * @param previous the last completed run of any process; empty if there is none
     * @param sent what became of the messages; empty if none was tried
     */
    static NoticeRun after(Optional<NoticeRun> previous, Optional<SendResult> sent, Instant now) {
        NoticeRun before = previous.orElse(withoutFailure(now));
        if (sent.isEmpty()) {
            return new NoticeRun(now, before.failingSince, before.rejections);
        }
        SendResult result = sent.get();
        if (result.accepted() > 0) {
            return withoutFailure(now);
        }
        int rejections = before.rejections + result.rejected();
        boolean fails = result.unreachable() > 0
                || result.postponed() >= QueryLimits.MAX_FAILED_MAILS
                || rejections >= QueryLimits.MAX_FAILED_MAILS;
        Instant since = before.failingSince == null ? now : before.failingSince;
        return new NoticeRun(now, fails ? since : null, rejections);
    }
}
