package io.tokenledger.authentication.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspendAwareTimestampTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long PAST_LIMIT_MS = LIMIT.plusSeconds(1).toMillis();

    @Test
    void a_mark_that_was_just_made_is_fresh() {
        assertThat(SuspendAwareTimestamp.now().isOlderThan(LIMIT)).isFalse();
        assertThat(SuspendAwareTimestamp.longAgo().isOlderThan(Duration.ofDays(365)))
                .isTrue();
    }

    @Test
    void a_machine_that_was_suspended_is_told_by_the_clock_that_went_on() {
        assertThat(new SuspendAwareTimestamp(System.nanoTime(), System.currentTimeMillis() - PAST_LIMIT_MS)
                        .isOlderThan(LIMIT))
                .isTrue();
    }

    @Test
    void a_clock_that_is_set_back_makes_nothing_younger() {
        assertThat(new SuspendAwareTimestamp(
                                System.nanoTime()
                                        - Duration.ofMillis(PAST_LIMIT_MS).toNanos(),
                                System.currentTimeMillis() + PAST_LIMIT_MS)
                        .isOlderThan(LIMIT))
                .isTrue();
    }
}
