package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;

/** The plan of a read. */
class EventReaderTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events");

    @Test
    void a_read_merges_the_indexes_of_both_tables_and_sorts_nothing() {
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

        assertThat(plan(0)).contains("Merge Append", "domain_event_pkey", "use_event_0_pkey", "use_event_20000_pkey");
        assertThat(plan(0)).doesNotContain("->  Sort", "Seq Scan");
        assertThat(plan(30_000))
                .as("an earlier partition is not read")
                .containsPattern("use_event_0_pkey .*\\(never executed\\)")
                .doesNotContain("->  Sort", "Seq Scan");
    }

    private static String plan(long position) {
        return DATABASE.template().execute((ConnectionCallback<String>) connection -> {
            try (var read = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + EventReader.READ)) {
                read.setLong(1, position);
                read.setInt(2, 1_000);
                read.setLong(3, position);
                read.setInt(4, 1_000);
                read.setInt(5, 1_000);
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
