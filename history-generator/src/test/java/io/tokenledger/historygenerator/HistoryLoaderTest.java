package io.tokenledger.historygenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.personaldata.DatabaseSubjectKeys;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event store reads a loaded history as it was generated, in its order. */
class HistoryLoaderTest {
    private static final HistorySettings SETTINGS = HistorySettings.of(5, 4_000);

    private final TestDatabase database = TestDatabase.of("events");

    @Test
    void a_history_is_written_as_the_ledger_writes_it() {
        try (EventStoreUnderTest store = new EventStoreUnderTest(database)) {
            HistoryLoader loader = HistoryLoader.of(database.pool(), store.bean(SubjectKeys.class));

            assertIsRead(store, loader.load(History.of(SETTINGS)));

            assertThat(count("events.domain_event WHERE event_type IN ('token.used', 'token.use_refused')"))
                    .isZero();
            assertThat(count("events.use_event"))
                    .isEqualTo(generated().stream()
                            .filter(event -> event.event() instanceof UsageEvent)
                            .count());
            assertThat(count("events.domain_event WHERE revision = '1' OR metadata LIKE '%192.%'"))
                    .isZero();
        }
    }

    @Test
    void older_builds_read_a_history_in_clear() {
        try (EventStoreUnderTest store = new EventStoreUnderTest(database)) {
            assertIsRead(store, HistoryLoader.inClear(database.pool()).load(History.of(SETTINGS)));

            assertThat(count("events.domain_event WHERE revision = '1'"))
                    .isEqualTo(generated().size());
        }
    }

    @Test
    void a_program_next_to_the_ledger_uses_its_keys(@TempDir Path keys) {
        Map<String, Object> settings = Map.of("ledger.encryption.keys-dir", keys.toString());
        try (EventStoreUnderTest store = new EventStoreUnderTest(database, settings)) {
            store.bean(SubjectKeys.class).forWriting(UUID.randomUUID());
            SubjectKeys same = DatabaseSubjectKeys.of(database.pool(), keys);

            assertIsRead(store, HistoryLoader.of(database.pool(), same).load(History.of(SETTINGS)));
        }
    }

    @Test
    void a_history_is_loaded_into_an_empty_store_or_appended() {
        try (EventStoreUnderTest store = new EventStoreUnderTest(database)) {
            HistoryLoader loader = HistoryLoader.of(database.pool(), store.bean(SubjectKeys.class));
            loader.load(History.of(SETTINGS));

            assertThatThrownBy(() -> loader.load(History.of(HistorySettings.of(6, 1_000))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("contains events already");
            assertThat(loader.append(History.of(HistorySettings.of(6, 1_000)))).isPositive();
            assertThatThrownBy(() -> loader.append(History.of(SETTINGS))).isInstanceOf(IllegalStateException.class);
        }
    }

    private void assertIsRead(EventStoreUnderTest store, long written) {
        List<GeneratedEvent> expected = generated();
        assertThat(written).isEqualTo(expected.size());
        List<GeneratedEvent> read = new ArrayList<>();
        try (Stream<? extends TrackedEventMessage<?>> events =
                store.bean(EventStorageEngine.class).readEvents(null, false)) {
            events.forEach(event -> {
                assertThat(((GapAwareTrackingToken) event.trackingToken()).getIndex())
                        .isEqualTo(read.size() + 1L);
                read.add(generated(event));
            });
        }
        assertThat(read).isEqualTo(expected);
    }

    private static List<GeneratedEvent> generated() {
        List<GeneratedEvent> events = new ArrayList<>();
        History.of(SETTINGS).forEachRemaining(events::add);
        return events;
    }

    private static GeneratedEvent generated(TrackedEventMessage<?> message) {
        DomainEventMessage<?> ofAggregate = message instanceof DomainEventMessage<?> one ? one : null;
        Map<String, String> metadata = new HashMap<>();
        message.getMetaData().forEach((key, value) -> metadata.put(key, value.toString()));
        return new GeneratedEvent(
                message.getTimestamp(),
                UUID.fromString(message.getIdentifier()),
                ofAggregate == null ? null : ofAggregate.getType(),
                ofAggregate == null ? message.getIdentifier() : ofAggregate.getAggregateIdentifier(),
                ofAggregate == null ? 0 : ofAggregate.getSequenceNumber(),
                (LedgerEvent) message.getPayload(),
                metadata);
    }

    private long count(String what) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + what)
                .query(Long.class)
                .single();
    }
}
