package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.StoreLimits;
import org.junit.jupiter.api.Test;

class SharedFailureTest {
    private final SharedFailure failures = new SharedFailure();
    private final IllegalStateException away = new IllegalStateException("thrown by a test");

    @Test
    void a_reader_that_waited_for_a_failed_load_fails_without_another_one() {
        long begun = System.nanoTime() - StoreLimits.MIN_RESPONSE_WAIT.toNanos();
        failLoad();

        assertThatThrownBy(() -> failures.load(begun, () -> "loaded again")).isSameAs(away);
    }

    /** Its deadline may be later than that of the reader whose load failed. */
    @Test
    void a_reader_that_waited_briefly_loads_again() {
        long begun = System.nanoTime();
        failLoad();

        assertThat(failures.<String>load(begun, () -> "loaded")).isEqualTo("loaded");
    }

    @Test
    void a_later_reader_loads_again() {
        failLoad();

        assertThat(failures.<String>load(System.nanoTime(), () -> "loaded")).isEqualTo("loaded");
    }

    private void failLoad() {
        assertThatThrownBy(() -> failures.load(System.nanoTime(), () -> {
                    throw away;
                }))
                .isSameAs(away);
    }
}
