package io.tokenledger.eventstore.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * The time as the store tells it. Processes of one ledger may run on machines whose clocks differ by minutes; expiry,
 * signatures and claims on work must not depend on which of them is asked, so all go by the clock that they share.
 * Between two looks the machine's own clock counts on. In milliseconds, as events are stamped.
 */
public final class DatabaseClock extends Clock {
    private final Clock own;
    private final Supplier<Instant> store;
    /** An answer that took longer says too little: for the store's time it counts for any moment since the question. */
    private static final Duration EXACT = Duration.ofMillis(200);

    private volatile Duration ahead = Duration.ZERO;
    private volatile boolean known;

    /**
     * A clock that is right once it was set.
     *
     * @param own of this machine
     * @param store asks the store for its time
     */
    public DatabaseClock(Clock own, Supplier<Instant> store) {
        this.own = own;
        this.store = store;
    }

    /**
     * Asks the store; what it says counts for the middle of the time that asking took. Where that was long, only what cannot be
     * true is corrected.
     */
    public void set() {
        Instant before = own.instant();
        Instant told = store.get();
        Duration asking = Duration.between(before, own.instant());
        Duration measured = Duration.between(before.plus(asking.dividedBy(2)), told);
        boolean isPossible = measured.minus(ahead).abs().compareTo(asking.dividedBy(2)) <= 0;
        if (!known || asking.compareTo(EXACT) <= 0 || !isPossible) {
            ahead = measured;
            known = true;
        }
    }

    /** How far the store's clock is ahead of this machine's. */
    public Duration ahead() {
        return ahead;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return own.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants have no zone");
    }
}
