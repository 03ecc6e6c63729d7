package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that says nothing. */
class RequestDeadlineTest {
    private static final String SILENCE = "SELECT 1 FROM pg_sleep(10)";
    private static final Duration ALMOST_ALL = RequestDeadline.LONGEST_SILENCE.minusMillis(200);

    private final JdbcClient jdbc = JdbcClient.create(LedgerUnderTest.shared().bean(DataSource.class));

    @Test
    void who_has_waited_in_vain_waits_only_for_what_is_left() {
        request(() -> {
            RequestDeadline.waitedInVain(ALMOST_ALL);
            long begun = System.nanoTime();

            assertThatThrownBy(() -> ask(SILENCE)).isInstanceOf(DataAccessResourceFailureException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ALMOST_ALL);
            assertThat(ask("SELECT 1")).isOne();
        });
    }

    @Test
    void who_has_waited_long_enough_asks_only_what_must_be_asked_and_the_next_part_begins_anew() {
        request(() -> {
            RequestDeadline.waitedInVain(RequestDeadline.LONGEST_SILENCE);
            assertThat(RequestDeadline.isSpent()).isTrue();
            assertThat(ask("SELECT 1")).isOne();

            RequestDeadline.renew();
            assertThat(RequestDeadline.isSpent()).isFalse();
        });
    }

    @Test
    void who_has_little_time_left_waits_no_longer_for_the_store_either() {
        request(Duration.ofSeconds(1), () -> {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> ask(SILENCE)).isInstanceOf(DataAccessResourceFailureException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(RequestDeadline.LONGEST_SILENCE.dividedBy(2));
        });
    }

    private static void request(Runnable work) {
        request(Duration.ofMinutes(1), work);
    }

    private static void request(Duration all, Runnable work) {
        RequestDeadline.limit(all);
        try {
            work.run();
        } finally {
            RequestDeadline.forget();
        }
    }

    private int ask(String query) {
        return jdbc.sql(query).query(Integer.class).single();
    }
}
