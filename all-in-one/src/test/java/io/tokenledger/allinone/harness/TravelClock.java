package io.tokenledger.allinone.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The real clock, until a test moves it. */
public final class TravelClock extends Clock {
    private final Clock real = Clock.tickMillis(ZoneOffset.UTC);
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public void travel(Duration distance) {
        offset.accumulateAndGet(distance, Duration::plus);
    }

    /** Ends the journey. Axon's clock is one for all ledgers of this JVM, and stays with the last that was started. */
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
