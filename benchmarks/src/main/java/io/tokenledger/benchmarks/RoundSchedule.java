package io.tokenledger.benchmarks;

import java.time.Duration;

/**
 * The start time of each row. A use that opens a window causes later work: the window closes 60 seconds later, and its
 * repeats are written then. So a round takes exactly 60 seconds. The work that a row leaves behind falls due while the
 * same row runs in the next round, and no other row pays for it.
 */
final class RoundSchedule {
    /** The default of {@code LEDGER_USE_WINDOW}. */
    static final Duration ROUND = Duration.ofSeconds(60);

    /** Time at the end of a round in which the projections catch up before the next constant. */
    private static final Duration ROUND_PAUSE = Duration.ofSeconds(4);

    /** Time in each slot in which wrk reads the keys and the projections catch up. */
    private static final Duration SLOT_PAUSE = Duration.ofMillis(1_200);

    private final long start = System.nanoTime();
    private final int rows;
    private final Duration round;
    private final Duration slot;

    private RoundSchedule(int rows, Duration round) {
        this.rows = rows;
        this.round = round;
        this.slot = round.minus(ROUND_PAUSE).dividedBy(rows);
    }

    /**
     * Creates the schedule of a run.
     *
     * @param rows number of rows in a round
     * @param seconds load per row in a short run, whose windows close in another row's time; 0 for full rounds
     */
    static RoundSchedule of(int rows, int seconds) {
        Duration shortRound =
                Duration.ofSeconds(seconds).plus(SLOT_PAUSE).multipliedBy(rows).plus(ROUND_PAUSE);
        return new RoundSchedule(rows, seconds == 0 ? ROUND : shortRound);
    }

    int secondsOfLoad() {
        return (int) Math.max(1, Math.min(10, slot.minus(SLOT_PAUSE).toSeconds()));
    }

    void awaitSlot(int round, int row) throws InterruptedException {
        Thread.sleep(untilStart(round, row));
    }

    /** Time left until the next row starts, in this round or the next. */
    Duration remainingAfter(int round, int row) {
        return row + 1 < rows ? untilStart(round, row + 1) : untilStart(round + 1, 0);
    }

    private Duration untilStart(int round, int row) {
        Duration due = this.round.multipliedBy(round).plus(slot.multipliedBy(row));
        Duration left = due.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
