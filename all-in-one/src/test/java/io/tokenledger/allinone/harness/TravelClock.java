package io.tokenledger.allinone.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The real clock with an offset that a test can change. */
public final class TravelClock extends Clock {
    private final Clock real = Clock.tickMillis(ZoneOffset.UTC);
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public void travel(Duration distance) {
        offset.accumulateAndGet(distance, Duration::plus);
    }

    /** Travels to the start of the next minute, so that a test can use up a limit per minute before the minute ends. */
    public void travelToNextMinute() {
        Instant now = instant();
        travel(Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES)));
    }

    /** Resets the offset. Axon's clock is global to this JVM and stays that of the last started ledger. */
    void returnToNow() {
        offset.set(Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
