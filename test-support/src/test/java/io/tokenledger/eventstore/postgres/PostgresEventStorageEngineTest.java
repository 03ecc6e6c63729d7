package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The number of events in one read. */
class PostgresEventStorageEngineTest {
    private static final int EVENTS = 12_000;
    private static final TestDatabase DATABASE = TestDatabase.of("events");

    private final EventStorageEngine engine = new EventStoreUnderTest(DATABASE).bean(EventStorageEngine.class);

    @BeforeAll
    static void append() {
        DATABASE.template().update("""
                INSERT INTO events.domain_event
                    (event_id, aggregate_id, sequence_number, recorded_at, event_type, revision, payload, metadata)
                SELECT n::text, n::text, 0, '2026-01-01T00:00:00Z', 'account.activated', '1', '{}', '{}'
                FROM generate_series(1, ?) n""", EVENTS);
    }

    @Test
    void the_thread_that_reads_for_all_gets_a_part_of_many_events() {
        CompletableFuture<Long> inOneRead = new CompletableFuture<>();
        new TailReader(() -> inOneRead.complete(count()), new AtomicLong()).start();

        assertThat(inOneRead.join()).isPositive().isLessThan(EVENTS);
    }

    @Test
    void any_other_thread_reads_to_the_end() {
        assertThat(count()).isEqualTo(EVENTS);
    }

    private long count() {
        return engine.readEvents(null, false).count();
    }
}
