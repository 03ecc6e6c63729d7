package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** The plan of a read. */
class EventReaderTest {
    /** PostgreSQL plans each of the first five executions, and the driver prepares the statement after its fifth. */
    private static final int EXECUTIONS = 20;

    private static final String PLANS = """
            SELECT sum(generic_plans) AS kept, sum(custom_plans) AS own FROM pg_prepared_statements
            WHERE statement LIKE '%FROM events.use_event%'""";

    private static final TestDatabase DATABASE = TestDatabase.of("events");

    @BeforeAll
    static void fillTwoPartitions() {
        new EventStoreUnderTest(DATABASE, Map.of("ledger.storage.partition-size", "20000"));
        DATABASE.template().update("""
                INSERT INTO events.domain_event
                    (global_index, event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
                SELECT n, n::text, n::text, 0, '2026-01-01T00:00:00Z', 'account.activated', '2', '{}', '{}'
                FROM generate_series(10, 39990, 10) n""");
        DATABASE.template().update("""
                INSERT INTO events.use_event (position, recorded_at, channel, refusal, event_id, personal)
                SELECT n, now(), 'b', 'u', gen_random_uuid(), '' FROM generate_series(1, 39999) n WHERE n % 10 <> 0""");
        DATABASE.template().execute("ANALYZE events.domain_event");
        DATABASE.template().execute("ANALYZE events.use_event");
    }

    @Test
    void a_read_merges_the_indexes_of_both_tables_and_sorts_nothing() {
        assertThat(plan(0)).contains("Merge Append", "domain_event_pkey", "use_event_0_pkey", "use_event_20000_pkey");
        assertThat(plan(0)).doesNotContain("->  Sort", "Seq Scan");
        assertThat(plan(30_000))
                .as("an earlier partition is not read")
                .containsPattern("use_event_0_pkey .*\\(never executed\\)")
                .doesNotContain("->  Sort", "Seq Scan");
    }

    /** New events are read after each change. The statement would otherwise be planned each time. */
    @Test
    void a_connection_plans_the_read_of_new_events_once() {
        Map<String, Object> plans = new TransactionTemplate(DATABASE.transactions()).execute(onOneConnection -> {
            for (int i = 0; i < EXECUTIONS; i++) {
                DATABASE.template().query(EventReader.READ, row -> {}, 39_998L, 39_998L);
            }
            return DATABASE.template().queryForMap(PLANS);
        });

        assertThat(((Number) plans.get("own")).intValue()).isLessThanOrEqualTo(5);
        assertThat(((Number) plans.get("kept")).intValue()).isGreaterThan(5);
    }

    private static String plan(long position) {
        return DATABASE.template().execute((ConnectionCallback<String>) connection -> {
            try (var read = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + EventReader.READ)) {
                read.setLong(1, position);
                read.setLong(2, position);
                StringBuilder plan = new StringBuilder();
                try (var rows = read.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                return plan.toString();
            }
        });
    }
}
