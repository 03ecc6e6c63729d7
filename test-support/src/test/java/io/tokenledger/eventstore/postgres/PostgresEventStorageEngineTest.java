package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.ScriptUse;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.GenericEventMessage;
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

    /** A reader waits for changes that are under way, but uses may gather. */
    @Test
    void a_change_is_counted_and_a_use_is_not_wherever_it_is_stored() {
        PostgresEventStorageEngine other = (PostgresEventStorageEngine)
                new EventStoreUnderTest(TestDatabase.of("events")).bean(EventStorageEngine.class);
        TokenUsed use = ScriptUse.at(Instant.now());

        other.appendEvents(List.of(GenericEventMessage.asEventMessage(use)));
        other.appendEvents(List.of(new GenericEventMessage<>(use, Map.of("a column", "that uses lack"))));
        assertThat(other.appendedChanges()).isZero();

        other.appendEvents(List.of(GenericEventMessage.asEventMessage(new AccountActivated(UUID.randomUUID()))));
        assertThat(other.appendedChanges()).isEqualTo(1);
    }

    private long count() {
        return engine.readEvents(null, false).count();
    }
}
