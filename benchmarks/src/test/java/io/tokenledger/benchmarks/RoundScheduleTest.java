package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundScheduleTest {
    private static final int ROWS = 9;

    @Test
    void a_full_round_takes_a_minute() {
        RoundSchedule schedule = RoundSchedule.of(ROWS, 0);

        assertThat(schedule.remainingAfter(0, ROWS - 1)).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
        assertThat(schedule.secondsOfLoad()).isEqualTo(5);
    }

    @Test
    void a_short_round_gives_each_row_the_seconds_that_were_asked_for() {
        RoundSchedule schedule = RoundSchedule.of(ROWS, 2);

        assertThat(schedule.secondsOfLoad()).isEqualTo(2);
        assertThat(schedule.remainingAfter(0, ROWS - 1)).isLessThan(Duration.ofSeconds(35));
    }
}
