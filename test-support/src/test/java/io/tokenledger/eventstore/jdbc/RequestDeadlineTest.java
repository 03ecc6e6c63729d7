package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that does not answer. */
class RequestDeadlineTest {
    private static final String SILENCE = "SELECT 1 FROM pg_sleep(10)";
    private static final Duration ALMOST_ALL = StoreLimits.MAX_RESPONSE_WAIT.minusMillis(200);

    private final JdbcClient jdbc =
            JdbcClient.create(RequestDeadline.wrap(TestDatabase.empty().pool()));

    @Test
    void after_unanswered_waits_a_request_waits_only_for_the_rest() {
        request(() -> {
            RequestDeadline.recordUnanswered(ALMOST_ALL);
            long begun = System.nanoTime();

            assertThatThrownBy(() -> ask(SILENCE)).isInstanceOf(DataAccessResourceFailureException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ALMOST_ALL);
            assertThat(ask("SELECT 1")).isOne();
        });
    }

    @Test
    void after_its_deadline_a_request_sends_only_required_statements_and_the_next_part_has_a_new_deadline() {
        request(() -> {
            RequestDeadline.recordUnanswered(StoreLimits.MAX_RESPONSE_WAIT);
            assertThat(RequestDeadline.isSpent()).isTrue();
            assertThat(ask("SELECT 1")).isOne();

            RequestDeadline.renew();
            assertThat(RequestDeadline.isSpent()).isFalse();
        });
    }

    @Test
    void a_request_with_little_time_left_waits_no_longer_for_the_store() {
        request(Duration.ofSeconds(1), () -> {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> ask(SILENCE)).isInstanceOf(DataAccessResourceFailureException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(StoreLimits.MAX_RESPONSE_WAIT.dividedBy(2));
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
            RequestDeadline.clear();
        }
    }

    private int ask(String query) {
        return jdbc.sql(query).query(Integer.class).single();
    }
}
