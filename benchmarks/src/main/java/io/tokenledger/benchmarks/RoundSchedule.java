package io.tokenledger.benchmarks;

import java.time.Duration;

/**
 * When each row runs. A use that opens a window leaves work behind: the window closes 60 seconds later, and its repeats
 * are written then. So a round takes exactly 60 seconds: what a row left behind in one round falls due while the same
 * row runs in the next, and no row, least of all the constant, pays for another.
 */
final class RoundSchedule {
    /** The ledger's default of {@code LEDGER_USE_WINDOW}. */
    static final Duration ROUND = Duration.ofSeconds(60);

    /** At the end of a round, for the projections to catch up before the next constant. */
    private static final Duration LONG_REST = Duration.ofSeconds(4);

    /** Of each slot, for wrk to read the keys and for the projections to catch up. */
    private static final Duration REST = Duration.ofMillis(1_200);

    private final long start = System.nanoTime();
    private final int rows;
    private final Duration round;
    private final Duration slot;

    private RoundSchedule(int rows, Duration round) {
        this.rows = rows;
        this.round = round;
        this.slot = round.minus(LONG_REST).dividedBy(rows);
    }

    /**
     * The schedule of a run.
     *
     * @param rows number of rows in a round
     * @param seconds load per row in a short run, whose windows close in another row's time; 0 for full rounds
     */
    static RoundSchedule of(int rows, int seconds) {
        Duration shortRound =
                Duration.ofSeconds(seconds).plus(REST).multipliedBy(rows).plus(LONG_REST);
        return new RoundSchedule(rows, seconds == 0 ? ROUND : shortRound);
    }

    int secondsOfLoad() {
        return (int) Math.max(1, Math.min(10, slot.minus(REST).toSeconds()));
    }

    void awaitSlot(int round, int row) throws InterruptedException {
        Thread.sleep(untilStart(round, row));
    }

    /** What is left until the next row starts, in this round or the next. */
    Duration leftOf(int round, int row) {
        return row + 1 < rows ? untilStart(round, row + 1) : untilStart(round + 1, 0);
    }

    private Duration untilStart(int round, int row) {
        Duration due = this.round.multipliedBy(round).plus(slot.multipliedBy(row));
        Duration left = due.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
