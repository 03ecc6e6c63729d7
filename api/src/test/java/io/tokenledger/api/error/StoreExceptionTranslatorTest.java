package io.tokenledger.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Callers may retry if the store is unavailable, but not if a value is invalid. */
class StoreExceptionTranslatorTest {
    @Test
    void a_store_that_stops_or_starts_is_out_of_reach() {
        assertThat(outOfReach("57P01")).isTrue();
        assertThat(outOfReach("57P03")).isTrue();
        assertThat(outOfReach("08006")).isTrue();
        assertThat(outOfReach("53100")).isTrue();
        assertThat(outOfReach("25P03")).isTrue();
    }

    @Test
    void a_connection_that_the_pool_has_given_up_is_out_of_reach() {
        Exception rollback =
                new IllegalStateException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(StoreExceptionTranslator.isUnavailable(rollback)).isTrue();
    }

    @Test
    void a_statement_that_is_wrong_is_not() {
        assertThat(outOfReach("23505")).isFalse();
        assertThat(outOfReach("22021")).isFalse();
        assertThat(outOfReach("42601")).isFalse();
        assertThat(StoreExceptionTranslator.isBadValue(new SQLException("NUL", "22021")))
                .isTrue();
    }

    @Test
    void a_transaction_that_lost_against_another_is_a_conflict() {
        for (String state : new String[] {"40P01", "40001", "55P03"}) {
            ProblemException refused =
                    ExceptionTranslator.translate(new IllegalStateException(new SQLException("", state)));

            assertThat(refused).isNotNull();
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.CONCURRENT_CHANGE);
        }
    }

    private static boolean outOfReach(String state) {
        return StoreExceptionTranslator.isUnavailable(new IllegalStateException(new SQLException("", state)));
    }
}
