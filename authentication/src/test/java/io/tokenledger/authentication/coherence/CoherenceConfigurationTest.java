package io.tokenledger.authentication.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoherenceConfigurationTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 200, 999, 7_001, 30_000})
    void a_limit_that_no_process_could_keep_to_is_refused(long millis) {
        assertThatThrownBy(() -> CoherenceConfiguration.requireAllowed(Duration.ofMillis(millis)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("LEDGER_STALENESS_LIMIT is " + millis + " ms. It must be between 1s and 7s");
    }

    @Test
    void the_ends_are_allowed() {
        assertThat(CoherenceConfiguration.requireAllowed(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(CoherenceConfiguration.requireAllowed(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }
}
