package io.tokenledger.eventstore.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * The clock of the database. Processes of one ledger may run on machines whose clocks differ by minutes. Expiry,
 * signatures and claims must not depend on the machine, so all processes use this shared clock. Between two
 * synchronizations, the machine's clock continues. Ticks in milliseconds, as events are stamped.
 */
public final class DatabaseClock extends Clock {
    private final Clock machineClock;
    private final Supplier<Instant> store;
    /**
     * Maximum time of an exact query. The time in a slower response may belong to any instant since the query was sent.
     */
    private static final Duration MAX_EXACT_QUERY = Duration.ofMillis(200);

    private volatile Duration ahead = Duration.ZERO;
    private volatile boolean synchronizedOnce;

    /**
     * Creates a clock that is correct after the first {@link #set()}.
     *
     * @param machineClock clock of this machine
     * @param store query of the database's current time
     */
    public DatabaseClock(Clock machineClock, Supplier<Instant> store) {
        this.machineClock = machineClock;
        this.store = store;
    }

    /**
     * Queries the database. Its response counts for the middle of the query. After a slow query, the clock changes only
     * if the previous offset is impossible.
     */
    public void set() {
        Instant before = machineClock.instant();
        Instant storeTime = store.get();
        Duration asking = Duration.between(before, machineClock.instant());
        Duration measured = Duration.between(before.plus(asking.dividedBy(2)), storeTime);
        boolean isPossible = measured.minus(ahead).abs().compareTo(asking.dividedBy(2)) <= 0;
        if (!synchronizedOnce || asking.compareTo(MAX_EXACT_QUERY) <= 0 || !isPossible) {
            ahead = measured;
            synchronizedOnce = true;
        }
    }

    /** The time by which the database's clock is ahead of this machine's. */
    public Duration ahead() {
        return ahead;
    }

    @Override
    public Instant instant() {
        return machineClock.instant().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return machineClock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("DatabaseClock does not support time zones");
    }
}
