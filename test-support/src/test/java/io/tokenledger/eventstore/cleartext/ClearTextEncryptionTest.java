package io.tokenledger.eventstore.cleartext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A process encrypts the events in clear from its start. */
@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // the tests read the output, which all threads share
class ClearTextEncryptionTest {
    private static final int EVENTS = 1_234;

    private final TestDatabase database = TestDatabase.of("events");
    private final ClearTextRows rows = new ClearTextRows(database);

    private EventStoreUnderTest start(Map<String, Object> properties) {
        return new EventStoreUnderTest(database, properties);
    }

    private static void awaitText(CapturedOutput output, String text) {
        await().until(() -> output.getOut().contains(text));
    }

    private static double inClear(EventStoreUnderTest process) {
        MeterRegistry meters = new SimpleMeterRegistry();
        process.bean(ClearTextEncryption.class).bindTo(meters);
        return meters.get("ledger.events.in_clear").gauge().value();
    }

    @Test
    void a_process_encrypts_all_events_and_reports_it(CapturedOutput output) {
        rows.insert(EVENTS);
        EventStoreUnderTest process = start(Map.of());

        awaitText(output, EVENTS + " events were encrypted, and none is left in clear");
        assertThat(output).contains(EVENTS + " events have personal texts in clear");
        assertThat(process.bean(ClearTextEvents.class).remaining(10)).isZero();
        assertThat(rows.containPersonalText()).isFalse();
        await().until(() -> inClear(process) == 0);
        assertThat(output.getOut()).doesNotContain("jane");
    }

    @Test
    void two_processes_share_the_work(CapturedOutput output) {
        rows.insert(5 * EVENTS);
        try (EventStoreUnderTest one = start(Map.of());
                EventStoreUnderTest other = start(Map.of())) {
            await().until(() -> one.bean(ClearTextEvents.class).remaining(1) == 0);
            assertThat(other.bean(ClearTextEvents.class).remaining(1)).isZero();
        }
        assertThat(rows.containPersonalText()).isFalse();
    }

    @Test
    void a_stopped_process_leaves_whole_transactions_and_the_next_one_resumes(CapturedOutput output) {
        rows.insert(8 * EVENTS);
        EventStoreUnderTest first = start(Map.of());
        ClearTextEvents events = first.bean(ClearTextEvents.class);
        await().pollInterval(Duration.ofMillis(5)).until(() -> events.remaining(8 * EVENTS) < 8 * EVENTS);
        first.close();
        long remaining = new ClearTextEventRepository(database.pool()).remaining(8 * EVENTS);
        assertThat(remaining).isPositive();

        start(Map.of());
        awaitText(output, remaining + " events were encrypted, and none is left in clear");
        assertThat(rows.containPersonalText()).isFalse();
    }

    @Test
    void with_encryption_disabled_events_stay_in_clear(CapturedOutput output) {
        rows.insert(EVENTS);
        EventStoreUnderTest process = start(Map.of("ledger.encryption.enabled", "false"));

        awaitText(output, EVENTS + " events stay in clear: LEDGER_ENCRYPTION_ENABLED is false.");
        assertThat(process.bean(ClearTextEvents.class).remaining(10_000)).isEqualTo(EVENTS);
        assertThat(inClear(process)).isEqualTo(EVENTS);
    }

    @Test
    void without_the_key_encryption_key_events_stay_in_clear(CapturedOutput output, @TempDir Path empty) {
        start(Map.of()).close();
        rows.insert(EVENTS);
        EventStoreUnderTest process = start(Map.of("ledger.encryption.keys-dir", empty.toString()));

        awaitText(output, EVENTS + " events stay in clear: The key-encryption key ");
        assertThat(process.bean(ClearTextEvents.class).remaining(10_000)).isEqualTo(EVENTS);
    }

    @Test
    void an_event_that_cannot_be_read_is_reported_and_not_tried_again_at_once(CapturedOutput output) {
        rows.insert(EVENTS);
        database.template()
                .update("UPDATE events.domain_event SET event_type = 'token.teleported' WHERE global_index = 700");
        EventStoreUnderTest process = start(Map.of());

        awaitText(output, "[token.teleported at position 700: this build does not know its type]");
        await().until(() -> inClear(process) == 1);
        assertThat(output).containsOnlyOnce("stay in clear");
    }

    @Test
    void snapshots_in_clear_are_deleted(CapturedOutput output) {
        insertSnapshot("old key", "PersonalAccessToken", null);
        insertSnapshot("key", "PersonalAccessToken", "2");
        insertSnapshot("organization", "Organization", null);
        start(Map.of("ledger.encryption.enabled", "false")).close();
        assertThat(snapshots()).hasSize(3);

        start(Map.of());
        await().until(() -> snapshots().size() == 2);
        assertThat(snapshots()).containsExactly("key", "organization");
    }

    private void insertSnapshot(String id, String type, String revision) {
        database.template().update("""
                INSERT INTO events.snapshot (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                                             event_type, revision, payload, metadata)
                VALUES (?, ?, 50, ?, '2026-01-01T00:00:00Z', 'java.Type', ?, '{}', '{}')""", id, id, type, revision);
    }

    private List<String> snapshots() {
        return database.template().queryForList("SELECT aggregate_id FROM events.snapshot ORDER BY 1", String.class);
    }

    @Test
    void one_process_at_a_time_has_the_lock() throws SQLException {
        EncryptionLock one = new EncryptionLock(database.pool());
        EncryptionLock other = new EncryptionLock(database.pool());
        List<String> done = new ArrayList<>();

        one.runAlone(() -> {
            done.add("one");
            try {
                other.runAlone(() -> done.add("other at the same time"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        other.runAlone(() -> done.add("other"));
        assertThat(done).containsExactly("one", "other");
    }
}
