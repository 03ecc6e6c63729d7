package io.tokenledger.query.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class SnapshotReadsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final TestDatabase database = TestDatabase.empty();
    private final SnapshotReads snapshots = new SnapshotReads(database.jdbc(), database.transactions(), TIMEOUT);

    @Test
    void a_statement_that_takes_too_long_is_cancelled_and_the_caller_learns_what_to_change() {
        assertThatThrownBy(() -> snapshots.read(() -> database.jdbc()
                        .sql("SELECT pg_sleep(60)::text")
                        .query(String.class)
                        .single()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.problem().code().wire()).isEqualTo("too_much_history");
                    assertThat(problem.problem().code().remedy()).contains("shorter period");
                });

        assertThat(snapshots.read(() ->
                        database.jdbc().sql("SELECT 1").query(Integer.class).single()))
                .as("the connection is usable")
                .isEqualTo(1);
    }

    @Test
    void statements_see_no_change_that_was_committed_between_them() {
        database.template().execute("CREATE TABLE public.counted (number integer)");

        int seen = snapshots.read(() -> {
            int before = count();
            Thread writer =
                    Thread.ofVirtual().start(() -> database.template().update("INSERT INTO public.counted VALUES (1)"));
            join(writer);
            return before + count();
        });

        assertThat(seen).isZero();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_change_is_rejected() {
        database.template().execute("CREATE TABLE public.fixed (number integer)");

        assertThatThrownBy(
                        () -> snapshots.read(() -> database.template().update("INSERT INTO public.fixed VALUES (1)")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("read-only transaction");
    }

    private int count() {
        return database.jdbc()
                .sql("SELECT count(*) FROM public.counted")
                .query(Integer.class)
                .single();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
