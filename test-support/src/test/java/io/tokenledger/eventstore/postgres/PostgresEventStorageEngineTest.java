package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.ScriptUse;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The number of events in one read, and how long they gather before it. */
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
        EventStoreUnderTest store = new EventStoreUnderTest(TestDatabase.of("events"));
        EventStorageEngine other = store.bean(EventStorageEngine.class);
        ChangesUnderWay changes = store.bean(ChangesUnderWay.class);
        TokenUsed use = ScriptUse.at(Instant.now());

        other.appendEvents(List.of(use(use)));
        other.appendEvents(List.of(new GenericEventMessage<>(use, Map.of("a column", "that uses lack"))));
        assertThat(changes.committed().here()).isZero();

        other.appendEvents(List.of(change()));
        assertThat(changes.committed().here()).isEqualTo(1);
    }

    /** In this test, the wait would last a day if no change ended it. */
    @Test
    void uses_gather_until_a_change_is_appended() throws Exception {
        EventStoreUnderTest store = gatheringStore(TestDatabase.of("events"));
        store.bean(AppendListener.class).stop(); // it would hear the change, too
        Thread reader = awaitGathering(store);

        store.bean(EventStorageEngine.class).appendEvents(List.of(change()));

        reader.join();
    }

    @Test
    void uses_gather_until_another_process_appends_a_change() {
        TestDatabase database = TestDatabase.of("events");
        Thread reader = awaitGathering(gatheringStore(database));

        EventStorageEngine elsewhere = new EventStoreUnderTest(database).bean(EventStorageEngine.class);
        // The first notifications may come before this process listens.
        await().until(() -> {
            elsewhere.appendEvents(List.of(change()));
            return !reader.isAlive();
        });
    }

    private static EventStoreUnderTest gatheringStore(TestDatabase database) {
        EventStoreUnderTest store = new EventStoreUnderTest(database, Map.of(), WaitOfADay.class);
        store.bean(EventStorageEngine.class)
                .appendEvents(Stream.generate(() -> use(ScriptUse.at(Instant.now())))
                        .limit(10)
                        .toList());
        return store;
    }

    /** Returns the thread that reads again, after it has found many events. */
    private static Thread awaitGathering(EventStoreUnderTest store) {
        PostgresEventStorageEngine engine = store.bean(PostgresEventStorageEngine.class);
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            engine.fetchTrackedEvents(null, EventReader.LIMIT);
            engine.fetchTrackedEvents(null, EventReader.LIMIT);
        });
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        return reader;
    }

    private static EventMessage<?> use(TokenUsed use) {
        return GenericEventMessage.asEventMessage(use);
    }

    private static EventMessage<?> change() {
        return GenericEventMessage.asEventMessage(new AccountActivated(UUID.randomUUID()));
    }

    @Configuration(proxyBeanMethods = false)
    static class WaitOfADay {
        @Bean
        ChangesUnderWay changesUnderWay() {
            return new ChangesUnderWay(Duration.ofDays(1), Duration.ofMillis(1));
        }
    }

    private long count() {
        return engine.readEvents(null, false).count();
    }
}
