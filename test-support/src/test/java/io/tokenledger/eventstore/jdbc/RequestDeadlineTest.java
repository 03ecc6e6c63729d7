package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
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

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
        });
    }

    /** Other threads may wait for such a statement. */
    @Test
    void short_statements_of_long_work_have_the_limit_of_others() {
        DataSource keys =
                RequestDeadline.wrapShortStatements(TestDatabase.empty().pool());

        RequestDeadline.runLongWork(() -> {
            try (Connection connection = keys.getConnection()) {
                assertThat(Duration.ofMillis(connection.getNetworkTimeout())).isEqualTo(StoreLimits.MAX_RESPONSE_WAIT);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A replay of a large ledger takes hours, and the creation of its last index some minutes. */
    @Test
    void long_work_has_a_limit_for_each_response_and_none_for_the_whole() {
        RequestDeadline.runLongWork(() -> {
            assertThat(RequestDeadline.silence(StoreLimits.LONG_WORK_TIMEOUT)).isEqualTo(StoreLimits.LONG_WORK_TIMEOUT);
            assertThat(RequestDeadline.remaining(Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
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
