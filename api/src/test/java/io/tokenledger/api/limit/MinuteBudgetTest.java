package io.tokenledger.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinuteBudgetTest {
    private final ManualClock clock = new ManualClock();
    private final MinuteBudget<String> budget = new MinuteBudget<>(clock);

    @Test
    void the_amount_that_reaches_the_limit_is_the_last_of_its_minute() {
        assertThat(budget.spend("one", 60, 100)).isTrue();
        assertThat(budget.spend("one", 60, 100)).isTrue();
        assertThat(budget.spend("one", 1, 100)).isFalse();

        assertThat(budget.spent("one")).isEqualTo(120);
        assertThat(budget.spend("other", 1, 100)).isTrue();
    }

    @Test
    void a_new_minute_begins_with_nothing_spent() {
        budget.spend("one", 100, 100);
        clock.advance(Duration.ofSeconds(20));
        assertThat(budget.remaining("one")).isEqualTo(Duration.ofSeconds(40));
        assertThat(budget.spend("one", 1, 100)).isFalse();

        clock.advance(Duration.ofSeconds(40));
        assertThat(budget.remaining("one")).isZero();
        assertThat(budget.spent("one")).isZero();
        assertThat(budget.spend("one", 100, 100)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_begins_a_new_minute() {
        budget.spend("one", 100, 100);
        clock.advance(Duration.ofHours(-1));

        assertThat(budget.spend("one", 1, 100)).isTrue();
    }

    @Test
    void threads_spend_no_more_than_the_limit() {
        long spent = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> budget.spend("one", 1, 1_000))
                .count();

        assertThat(spent).isEqualTo(1_000);
    }
}
