package io.tokenledger.eventstore.cleartext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.postgres.StoreFullException;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction that encrypts events, in PostgreSQL. */
class EncryptionBatchTest {
    private final TestDatabase database = TestDatabase.of("events");
    private final EventStoreUnderTest store = new EventStoreUnderTest(database);
    private final ClearTextEventRepository table = new ClearTextEventRepository(database.pool());
    private final ClearTextRows rows = new ClearTextRows(database);
    private final EncryptionBatch batch = batch(database.pool());

    /** The store encrypts by itself too. It has found no event in clear then, and looks again after a minute. */
    @BeforeEach
    void awaitFirstLook() {
        MeterRegistry meters = new SimpleMeterRegistry();
        store.bean(ClearTextEncryption.class).bindTo(meters);
        await().until(() -> meters.get("ledger.events.in_clear").gauge().value() == 0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private EncryptionBatch batch(DataSource connections) {
        return new EncryptionBatch(
                new ClearTextEventRepository(connections),
                new TransactionTemplate(new JdbcTransactionManager(connections)),
                new EventEncryptor(store.bean(SubjectKeys.class)),
                () -> {});
    }

    private long remaining() {
        return table.remaining(1_000_000);
    }

    private void requireEncrypted(List<Map<String, Object>> before, int events) {
        assertThat(rows.containPersonalText()).isFalse();
        assertThat(rows.unchangedColumns()).isEqualTo(before);
        assertThat(read()).isEqualTo(read(events));
    }

    private List<Object> read() {
        return store.bean(EventStorageEngine.class)
                .readEvents(null, false)
                .<Object>map(
                        event -> List.of(event.getPayload(), event.getMetaData().get("reason")))
                .toList();
    }

    private static List<Object> read(int events) {
        return java.util.stream.LongStream.rangeClosed(1, events)
                .<Object>mapToObj(number -> List.of((Object) ClearTextRows.event(number), "jane's reason " + number))
                .toList();
    }

    @Test
    void events_are_encrypted_in_the_order_of_their_positions_and_read_as_before() {
        int events = StoreLimits.MAX_EVENTS_PER_ENCRYPTION + 3;
        rows.insert(events);
        List<Map<String, Object>> before = rows.unchangedColumns();

        EncryptionBatch.Result first = batch.encryptAfter(0);
        assertThat(first)
                .isEqualTo(new EncryptionBatch.Result(
                        StoreLimits.MAX_EVENTS_PER_ENCRYPTION, StoreLimits.MAX_EVENTS_PER_ENCRYPTION, Map.of()));
        assertThat(first.isLast()).isFalse();
        assertThat(remaining()).isEqualTo(3);
        assertThat(table.remaining(2)).as("a bounded count").isEqualTo(2);
        EncryptionBatch.Result second = batch.encryptAfter(first.last());
        assertThat(second.read()).isEqualTo(3);
        assertThat(second.isLast()).isTrue();
        assertThat(remaining()).isZero();
        requireEncrypted(before, events);
        assertThat(batch.encryptAfter(0).read()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_failure_at_any_step_leaves_whole_rows(boolean afterTheStep) {
        int events = 20;
        rows.insert(events);
        List<Map<String, Object>> inClear = rows.rows();
        List<Map<String, Object>> before = rows.unchangedColumns();
        int steps = 0;
        boolean fails = true;
        while (fails) {
            FailingConnections connections = new FailingConnections(database.pool(), steps, afterTheStep);
            EncryptionBatch failing = batch(connections);
            try {
                failing.encryptAfter(0);
            } catch (RuntimeException broken) {
                assertThat(connections.isBroken()).as(broken.toString()).isTrue();
            }
            fails = connections.isBroken();
            steps++;
            if (remaining() == 0) {
                requireEncrypted(before, events);
            } else {
                assertThat(rows.rows()).as("after %d steps", steps).isEqualTo(inClear);
            }
        }
        assertThat(steps).isGreaterThan(15);
        assertThat(remaining()).isZero();
    }

    @Test
    void two_processes_at_once_encrypt_each_event_once() throws Exception {
        int events = 20 * StoreLimits.MAX_EVENTS_PER_ENCRYPTION;
        rows.insert(events);
        List<Map<String, Object>> before = rows.unchangedColumns();
        List<Callable<Integer>> processes =
                List.of(() -> encryptAll(batch(database.pool())), () -> encryptAll(batch(database.pool())));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            int encrypted = 0;
            for (Future<Integer> process : threads.invokeAll(processes)) {
                encrypted += process.get();
            }
            encrypted += encryptAll(batch); // events that the one skipped because the other had locked them
            assertThat(encrypted).isEqualTo(events);
        }
        requireEncrypted(before, events);
    }

    private static int encryptAll(EncryptionBatch batches) {
        int read = 0;
        EncryptionBatch.Result result;
        long position = 0;
        do {
            result = batches.encryptAfter(position);
            position = result.last();
            read += result.read();
        } while (!result.isLast());
        return read;
    }

    /** A reader between two batches sees each use exactly once, because positions stay the same. */
    @Test
    void uses_move_to_the_table_of_uses_at_their_positions() {
        rows.insert(3);
        rows.insertUse(Instant.parse("2026-01-01T00:00:00Z"));
        rows.insert(2);
        List<?> before = stream();

        assertThat(batch.encryptAfter(0).read()).isEqualTo(6);

        assertThat(stream()).isEqualTo(before);
        assertThat(rows.rows()).hasSize(5);
        assertThat(database.jdbc()
                        .sql("SELECT position FROM events.use_event")
                        .query(Long.class)
                        .list())
                .containsExactly(4L);
        assertThat(rows.containPersonalText()).isFalse();
        assertThat(remaining()).isZero();
    }

    private List<?> stream() {
        return store.bean(EventStorageEngine.class)
                .readEvents(null, false)
                .map(event -> List.of(
                        event.trackingToken(),
                        event.getIdentifier(),
                        event.getTimestamp(),
                        event.getPayload(),
                        event.getMetaData()))
                .toList();
    }

    @Test
    void an_event_that_cannot_be_read_stays_as_it_is_and_the_others_are_encrypted() {
        rows.insert(5);
        database.template()
                .update("UPDATE events.domain_event SET event_type = 'token.teleported' WHERE global_index = 2");
        Map<String, Object> unknown = rows.rows().get(1);

        EncryptionBatch.Result result = batch.encryptAfter(0);
        assertThat(result.read()).isEqualTo(5);
        assertThat(result.skipped().toString())
                .isEqualTo("{token.teleported at position 2=this build does not know its type}");
        assertThat(remaining()).isEqualTo(1);
        assertThat(rows.rows().get(1)).isEqualTo(unknown);
        assertThat(batch.encryptAfter(2).read()).isZero();
    }

    @Test
    void no_event_is_encrypted_with_a_key_that_is_destroyed_meanwhile() {
        rows.insert(5);
        batch.encryptAfter(0); // the process has all keys in its cache
        rows.insert(5);
        List<Map<String, Object>> before = rows.rows();
        database.template().update("UPDATE events.subject_key SET wrapped = NULL, destroyed_at = now()");

        assertThatThrownBy(() -> batch.encryptAfter(0)).hasMessageContaining("destroyed");
        assertThat(rows.rows()).isEqualTo(before);
    }

    @Test
    void nothing_is_written_while_the_disk_is_full() {
        rows.insert(1);
        EncryptionBatch full = new EncryptionBatch(
                table,
                new TransactionTemplate(database.transactions()),
                new EventEncryptor(store.bean(SubjectKeys.class)),
                () -> {
                    throw new StoreFullException("full");
                });

        assertThatThrownBy(() -> full.encryptAfter(0)).isInstanceOf(StoreFullException.class);
        assertThat(remaining()).isEqualTo(1);
    }

    @Test
    void the_index_finds_events_in_clear_while_the_statistics_are_old() {
        rows.insert(20_000);
        database.template().execute("ANALYZE events.domain_event");
        database.template().update("UPDATE events.domain_event SET revision = '2'");

        assertThat(plan("SELECT count(*) FROM (SELECT FROM events.domain_event WHERE revision = '1'"
                        + " ORDER BY global_index LIMIT 1) found"))
                .contains("domain_event_in_clear");
        assertThat(plan("SELECT * FROM events.domain_event WHERE revision = '1' AND global_index > 5000"
                        + " ORDER BY global_index LIMIT 500 FOR UPDATE SKIP LOCKED"))
                .contains("domain_event_in_clear");
    }

    private String plan(String question) {
        return String.join("\n", database.template().queryForList("EXPLAIN " + question, String.class));
    }
}
