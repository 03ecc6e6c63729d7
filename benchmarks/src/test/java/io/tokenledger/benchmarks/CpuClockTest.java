package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuClockTest {
    @Test
    void finds_the_times_behind_a_name_with_blanks_and_parentheses() {
        String stat = "4711 (postgres: (io) worker 1) S 42 42 42 0 -1 4194560 100 200 0 0 7 5 30 20 20 0 1 0 99 0";

        assertThat(CpuClock.ProcessTimes.parse(stat)).isEqualTo(new CpuClock.ProcessTimes(4711, 42, 12, 50));
    }
}
