package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void a_target_is_a_largest_or_a_smallest_value() {
        assertThat(Figure.atMost(10, "start", 10, "s").holds()).isTrue();
        assertThat(Figure.atMost(10, "start", 10.1, "s").holds()).isFalse();
        assertThat(Figure.atLeast(10, "replay", 9.9, "events/s").holds()).isFalse();
        assertThat(Figure.of("disk", 2_000, "bytes").holds()).isTrue();
    }

    @Test
    void the_line_of_a_missed_target_says_so() {
        assertThat(Figure.atLeast(30_000, "replay", 12_400, "events/s").line(true))
                .contains("12,400 events/s")
                .contains("TARGET MISSED: >= 30,000");
    }
}
