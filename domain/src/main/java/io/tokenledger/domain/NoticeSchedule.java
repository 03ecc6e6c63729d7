package io.tokenledger.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a notice about a deadline is due. A deadline has one notice for each number of days before it. Only the latest
 * notice that is due is given, so a ledger that was down for days does not give the earlier ones afterwards.
 */
public final class NoticeSchedule {
    /** A key that was used in this time before a notice is in use, so its owner is told at once. */
    public static final Duration IN_USE = Duration.ofDays(30);

    /** A notice of the deadline itself is given for this long. */
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Integer> daysBefore;

    /**
     * @param daysBefore days before a deadline at which a notice is due, from 0
     * @throws IllegalArgumentException if one is negative
     */
    public NoticeSchedule(Collection<Integer> daysBefore) {
        this.daysBefore = List.copyOf(new TreeSet<>(daysBefore));
        if (!this.daysBefore.isEmpty() && this.daysBefore.getFirst() < 0) {
            throw new IllegalArgumentException("Days before a deadline must not be negative: " + daysBefore);
        }
    }

    /** The time before a deadline at which its first notice is due. */
    public Duration longest() {
        return daysBefore.isEmpty() ? Duration.ZERO : Duration.ofDays(daysBefore.getLast());
    }

    /**
     * The notice that is due now, as its days before the deadline; empty if there is none. A notice that was due before
     * the deadline was set is skipped, because the account that set it has just seen it.
     *
     * @param setAt time at which the deadline was set, for example by the creation of a key
     */
    public OptionalInt due(Instant setAt, Instant deadline, Instant now) {
        if (!now.isBefore(deadline.plus(DAY))) {
            return OptionalInt.empty();
        }
        for (int days : daysBefore) {
            Instant from = deadline.minus(Duration.ofDays(days));
            if (!now.isBefore(from)) {
                return from.isAfter(setAt) ? OptionalInt.of(days) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Whether the notice that a retention ends is due: from one day before its end, or from its middle if that is later.
     *
     * @param rotatedAt start of the retention
     */
    public static boolean isRetentionNoticeDue(Instant rotatedAt, Instant retainedUntil, Instant now) {
        Instant middle =
                rotatedAt.plus(Duration.between(rotatedAt, retainedUntil).dividedBy(2));
        Instant dayBefore = retainedUntil.minus(DAY);
        return now.isBefore(retainedUntil) && !now.isBefore(middle.isAfter(dayBefore) ? middle : dayBefore);
    }

    /** Whether a key counts as in use at an instant. */
    public static boolean isInUse(@Nullable Instant lastUsedAt, Instant now) {
        return lastUsedAt != null && lastUsedAt.isAfter(now.minus(IN_USE));
    }
}
