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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
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

        other.appendEvents(List.of(use()));
        other.appendEvents(List.of(new GenericEventMessage<>(use, Map.of("a column", "that uses lack"))));
        assertThat(changes.seen().ended()).isZero();

        other.appendEvents(List.of(change()));
        assertThat(changes.seen().ended()).isEqualTo(1);
    }

    /** Without a change, the wait would last a day. */
    @Test
    void uses_gather_until_a_change_is_appended() throws Exception {
        EventStoreUnderTest store = new EventStoreUnderTest(TestDatabase.of("events"), Map.of(), ChangesEndWaits.class);
        PostgresEventStorageEngine engine = store.bean(PostgresEventStorageEngine.class);
        engine.appendEvents(List.of(use(), use(), use(), use()));
        List<Integer> reads = new CopyOnWriteArrayList<>();
        Thread reader = read(engine, 3, reads);
        awaitGathering(reader, reads, 1);

        engine.appendEvents(List.of(use()));
        engine.appendEvents(List.of(change()));
        awaitGathering(reader, reads, 2); // few events, but only because the wait was short
        engine.appendEvents(List.of(change()));

        reader.join();
        assertThat(reads).containsExactly(4, 2, 1);
    }

    @Test
    void uses_gather_until_another_process_appends_a_change() {
        TestDatabase database = TestDatabase.of("events");
        EventStoreUnderTest store = new EventStoreUnderTest(database, Map.of(), NotificationsShortenWaits.class);
        PostgresEventStorageEngine engine = store.bean(PostgresEventStorageEngine.class);
        engine.appendEvents(List.of(use(), use(), use(), use()));
        List<Integer> reads = new CopyOnWriteArrayList<>();
        Thread reader = read(engine, 2, reads);
        awaitGathering(reader, reads, 1);

        EventStorageEngine elsewhere = new EventStoreUnderTest(database).bean(EventStorageEngine.class);
        // The first notifications may come before this process listens.
        await().until(() -> {
            elsewhere.appendEvents(List.of(change()));
            return !reader.isAlive();
        });
        assertThat(reads).hasSize(2);
    }

    /** Reads as often as asked, each time after the events of the last time. */
    private static Thread read(PostgresEventStorageEngine engine, int times, List<Integer> sizes) {
        return Thread.ofPlatform().daemon().start(() -> {
            TrackingToken last = null;
            for (int time = 0; time < times; time++) {
                List<? extends TrackedEventData<?>> events = engine.fetchTrackedEvents(last, EventReader.LIMIT);
                sizes.add(events.size());
                last = events.getLast().trackingToken();
            }
        });
    }

    private static void awaitGathering(Thread reader, List<Integer> reads, int times) {
        await().until(() -> reads.size() == times && reader.getState() == Thread.State.TIMED_WAITING);
    }

    private static EventMessage<?> use() {
        return GenericEventMessage.asEventMessage(ScriptUse.at(Instant.now()));
    }

    private static EventMessage<?> change() {
        return GenericEventMessage.asEventMessage(new AccountActivated(UUID.randomUUID()));
    }

    @Configuration(proxyBeanMethods = false)
    static class ChangesEndWaits {
        @Bean
        ChangesUnderWay changesUnderWay() {
            return new ChangesUnderWay(Duration.ofDays(1), Duration.ofDays(1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NotificationsShortenWaits {
        @Bean
        ChangesUnderWay changesUnderWay() {
            return new ChangesUnderWay(Duration.ofDays(1), Duration.ofMillis(1));
        }
    }

    private long count() {
        return engine.readEvents(null, false).count();
    }
}
