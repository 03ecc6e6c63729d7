package io.tokenledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPauseTest {
    private static final RetryPause PAUSE = new RetryPause(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "9, 256", "10, 300", "2147483647, 300"})
    void it_doubles_up_to_its_maximum(int failures, long seconds) {
        assertThat(PAUSE.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
