package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

class EventReaderPlanTest {
    private static final int EVENTS = 20_000;
    private static final int LIMIT = 1_000;

    /** PostgreSQL plans each of the first five executions, and the driver prepares the statement after its fifth. */
    private static final int EXECUTIONS = 20;

    private static final String PLANS = """
            SELECT sum(generic_plans) AS kept, sum(custom_plans) AS own FROM pg_prepared_statements
            WHERE statement LIKE '%FROM events.use_event%'""";

    /** New events are read after each change. Their statement would otherwise be planned each time. */
    @Test
    void the_read_of_new_events_is_planned_once() {
        TestDatabase database = TestDatabase.of("events");
        database.template().update("""
                        INSERT INTO events.domain_event
                            (event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
                        SELECT n::text, n::text, 0, '2026-01-01T00:00:00Z', 'account.activated', '1', '{}', '{}'
                        FROM generate_series(1, ?) n""", EVENTS);
        database.template().execute("ANALYZE events.domain_event");

        Map<String, Object> plans = new TransactionTemplate(database.transactions()).execute(onOneConnection -> {
            for (int i = 0; i < EXECUTIONS; i++) {
                read(database.template(), EVENTS - 1);
            }
            return database.template().queryForMap(PLANS);
        });

        assertThat(((Number) plans.get("own")).intValue()).isLessThanOrEqualTo(5);
        assertThat(((Number) plans.get("kept")).intValue()).isGreaterThan(5);
        assertThat(read(database.template(), 0)).isEqualTo(LIMIT);
    }

    private static int read(JdbcTemplate jdbc, long position) {
        return jdbc.query(
                        EventReader.READ,
                        (row, number) -> row.getLong("index"),
                        position,
                        LIMIT,
                        position,
                        LIMIT,
                        LIMIT)
                .size();
    }
}
