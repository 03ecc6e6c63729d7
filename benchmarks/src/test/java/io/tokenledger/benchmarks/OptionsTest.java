package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void options_may_come_in_any_order() {
        assertThat(Options.of("--seconds=2", "--keys=1000", "--rounds=1"))
                .isEqualTo(new Options(1_000, 1, 2, false, "", "", ""));
    }

    @Test
    void a_short_run_is_never_held_to_the_bars() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--seconds=2", "--strict"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--strict", "--seconds=2"));
    }
}
