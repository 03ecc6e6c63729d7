package io.tokenledger.api.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that changes only when the test moves it. */
final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-01-31T12:00:30Z");

    void advance(Duration distance) {
        now = now.plus(distance);
    }

    @Override
    public Instant instant() {
        return now;
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
