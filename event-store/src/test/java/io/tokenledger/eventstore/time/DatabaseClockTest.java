package io.tokenledger.eventstore.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The machine's clock. A query takes time by it. */
    private static final class Hands extends Clock {
        private Instant shown = START;

        @Override
        public Instant instant() {
            return shown;
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

    private final Hands own = new Hands();
    private Duration storeIsAhead = Duration.ofMinutes(5);
    private Duration onTheWayThere = Duration.ZERO;
    private Duration onTheWayBack = Duration.ZERO;
    private final DatabaseClock clock = new DatabaseClock(own, () -> {
        own.shown = own.shown.plus(onTheWayThere);
        Instant storeTime = own.shown.plus(storeIsAhead);
        own.shown = own.shown.plus(onTheWayBack);
        return storeTime;
    });

    @Test
    void the_clock_shows_the_time_of_the_database() {
        clock.set();
        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(5));

        storeIsAhead = Duration.ofMinutes(5).plusMillis(30);
        clock.set();

        assertThat(clock.ahead()).isEqualTo(storeIsAhead);
    }

    @Test
    void a_slow_response_changes_nothing() {
        clock.set();

        onTheWayBack = Duration.ofSeconds(4);
        clock.set();
        onTheWayBack = Duration.ZERO;
        onTheWayThere = Duration.ofSeconds(4);
        clock.set();

        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_slow_response_corrects_an_impossible_offset() {
        clock.set();

        onTheWayBack = Duration.ofSeconds(4);
        storeIsAhead = Duration.ofMinutes(10);
        clock.set();

        assertThat(clock.ahead()).isBetween(Duration.ofMinutes(10).minusSeconds(2), Duration.ofMinutes(10));
    }
}
