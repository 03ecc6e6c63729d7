package io.tokenledger.authentication.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspendAwareTimestampTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long PAST_LIMIT_MS = LIMIT.plusSeconds(1).toMillis();

    @Test
    void a_new_timestamp_is_fresh() {
        assertThat(SuspendAwareTimestamp.now().isOlderThan(LIMIT)).isFalse();
        assertThat(SuspendAwareTimestamp.longAgo().isOlderThan(Duration.ofDays(365)))
                .isTrue();
    }

    @Test
    void a_suspension_shows_in_the_clock_that_continued() {
        assertThat(new SuspendAwareTimestamp(System.nanoTime(), System.currentTimeMillis() - PAST_LIMIT_MS)
                        .isOlderThan(LIMIT))
                .isTrue();
    }

    @Test
    void a_clock_that_is_set_back_does_not_reduce_the_age() {
        assertThat(new SuspendAwareTimestamp(
                                System.nanoTime()
                                        - Duration.ofMillis(PAST_LIMIT_MS).toNanos(),
                                System.currentTimeMillis() + PAST_LIMIT_MS)
                        .isOlderThan(LIMIT))
                .isTrue();
    }
}
