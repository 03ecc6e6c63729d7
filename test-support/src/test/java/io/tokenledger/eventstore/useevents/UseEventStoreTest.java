package io.tokenledger.eventstore.useevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.ScriptUse;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uses have a table of their own, and readers see one stream. */
class UseEventStoreTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events");
    private static final Instant AT = Instant.parse("2026-01-31T12:34:56.789Z");

    private static final EventStoreUnderTest STORE =
            new EventStoreUnderTest(DATABASE, Map.of("ledger.storage.partition-size", "1000"));

    private final EventStorageEngine engine = STORE.bean(EventStorageEngine.class);
    private final EventPositions positions = STORE.bean(EventPositions.class);
    private long before;

    @BeforeEach
    void noteTheHead() {
        before = positions.head();
    }

    @Test
    void a_use_is_read_as_it_was_appended() {
        List<EventMessage<?>> events = List.of(
                message(full()),
                message(plain()),
                message(refused(UUID.randomUUID())),
                message(refused(null)),
                new GenericEventMessage<>(plain(), Map.of()),
                new GenericEventMessage<>(plain(), Map.of(EventMetadata.CORRELATION_ID, "build 7")));

        engine.appendEvents(events);

        assertThat(read())
                .extracting(EventMessage::getIdentifier, EventMessage::getPayload, EventMessage::getMetaData)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> Tuple.tuple(event.getIdentifier(), event.getPayload(), event.getMetaData()))
                        .toList());
        assertThat(read())
                .extracting(EventMessage::getTimestamp)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> event.getTimestamp().truncatedTo(ChronoUnit.MILLIS))
                        .toList());
        assertThat(usesAfter(before)).isEqualTo(events.size());
    }

    @Test
    void uses_and_other_events_are_one_stream_in_the_order_of_their_positions() {
        engine.appendEvents(List.of(message(plain())));
        engine.appendEvents(List.of(message(new AccountActivated(UUID.randomUUID()))));
        engine.appendEvents(List.of(message(plain()), message(new AccountActivated(UUID.randomUUID()))));

        List<? extends TrackedEventMessage<?>> read = read();

        assertThat(read)
                .extracting(event -> EventPositions.of(event.trackingToken()))
                .containsExactly(before + 1, before + 2, before + 3, before + 4);
        assertThat(positions.head()).isEqualTo(before + 4);
        assertThat(positions.countUpTo(before + 4) - positions.countUpTo(before))
                .isEqualTo(4);
        assertThat(positions.firstAfter(before).orElseThrow().position()).isEqualTo(before + 1);
        assertThat(positions.lastUpTo(before + 1).orElseThrow().position()).isEqualTo(before + 1);
    }

    /** Such uses are kept with all other events, so that nothing is lost. */
    @Test
    void a_use_that_the_columns_cannot_hold_is_read_as_it_was_appended() {
        TokenUsed nanoseconds = used(null, AT.plusNanos(1), null);
        TokenUsed strangeId = used("not-a-uuid", AT, null);
        EventMessage<?> moreMetadata = new GenericEventMessage<>(plain(), Map.of("further", "text"));

        engine.appendEvents(List.of(message(nanoseconds), message(strangeId), moreMetadata));

        assertThat(read()).<Object>extracting(EventMessage::getPayload).contains(nanoseconds, strangeId);
        assertThat(read().getLast().getMetaData()).containsEntry("further", "text");
        assertThat(usesAfter(before)).isZero();
    }

    @Test
    void a_use_is_appended_once() {
        EventMessage<?> use = message(plain());
        engine.appendEvents(List.of(use));

        // Encrypted twice in a row with the same nonce, as after an append that failed.
        assertThatThrownBy(() -> engine.appendEvents(List.of(use, message(plain()))))
                .isInstanceOfAny(ConcurrencyException.class, EventStoreException.class);

        assertThat(read()).hasSize(1);
    }

    @Test
    void no_personal_text_is_stored_in_clear() {
        engine.appendEvents(List.of(message(full()), message(refused(null))));

        assertThat(DATABASE.jdbc()
                        .sql("SELECT u::text || encode(personal, 'escape') FROM events.use_event u WHERE position > ?")
                        .param(before)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .noneMatch(row -> row.contains("192.0.2.1") || row.contains("curl") || row.contains("users"));
    }

    @Test
    void partitions_exist_before_they_are_needed_and_events_go_on_across_their_bounds() {
        UsePartitions partitions = STORE.bean(UsePartitions.class);
        for (int batch = 0; batch < 5; batch++) {
            engine.appendEvents(
                    Stream.generate(() -> message(plain())).limit(500).toList());
            partitions.create();
        }

        assertThat(read()).hasSize(2_500);
        assertThat(DATABASE.jdbc()
                        .sql("SELECT count(*) FROM events.use_partition WHERE first_position > ?")
                        .param(positions.head())
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(DATABASE.jdbc()
                        .sql("SELECT count(DISTINCT tableoid) FROM events.use_event WHERE position > ?")
                        .param(before)
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_partition_that_cannot_be_created_is_reported_until_it_can() {
        TestDatabase database = TestDatabase.of("events");
        EventStoreUnderTest ledger = new EventStoreUnderTest(database, Map.of("ledger.storage.partition-size", "1000"));
        UsePartitionHealthIndicator health = ledger.bean(UsePartitionHealthIndicator.class);
        database.template().execute("SELECT setval('events.position', 1500)");
        database.template().execute("CREATE TABLE events.use_event_2000 ()");

        health.createMissing();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().toString()).contains("Uses are refused once the last one is full");

        database.template().execute("DROP TABLE events.use_event_2000");
        health.createMissing();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    /** A use of a script, with its share of both indexes. */
    @Test
    void a_use_takes_at_most_250_bytes() {
        EventStoreUnderTest large = new EventStoreUnderTest(TestDatabase.of("events"));
        for (int batch = 0; batch < 20; batch++) {
            large.bean(EventStorageEngine.class)
                    .appendEvents(Stream.generate(() -> message(ScriptUse.at(Instant.now())))
                            .limit(1_000)
                            .toList());
        }
        Long bytes = JdbcClient.create(large.bean(DataSource.class))
                .sql("SELECT pg_total_relation_size('events.use_event_0') / count(*) FROM events.use_event")
                .query(Long.class)
                .single();

        assertThat(bytes).isLessThanOrEqualTo(250);
    }

    private List<? extends TrackedEventMessage<?>> read() {
        return engine.readEvents(positions.tokenAt(before), false).toList();
    }

    private static long usesAfter(long position) {
        return DATABASE.jdbc()
                .sql("SELECT count(*) FROM events.use_event WHERE position > ?")
                .param(position)
                .query(Long.class)
                .single();
    }

    private static EventMessage<?> message(Object event) {
        return new GenericEventMessage<>(
                event, Map.of(EventMetadata.CORRELATION_ID, UUID.randomUUID().toString()));
    }

    private static TokenUsed plain() {
        return used(null, AT, null);
    }

    private static TokenUsed full() {
        MintedToken minted =
                new MintedToken(UUID.randomUUID().toString(), UUID.randomUUID().toString(), AT, AT.plusSeconds(3_600));
        return used(UUID.randomUUID().toString(), AT.plusMillis(5), minted);
    }

    private static TokenUsed used(@Nullable String jti, Instant last, @Nullable MintedToken minted) {
        return new TokenUsed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                3,
                Channel.EXCHANGE,
                CredentialKind.API_KEY,
                jti,
                "192.0.2.1",
                minted == null ? null : "curl/8",
                "GET /users/me",
                AT,
                last,
                17,
                minted);
    }

    private static TokenUseRefused refused(@Nullable UUID owner) {
        return new TokenUseRefused(
                owner == null ? null : UUID.randomUUID(),
                owner,
                "00ff00ff00ff00ff",
                UseRefusalReason.WRONG_SECRET,
                Channel.FORWARD_AUTH,
                "192.0.2.1",
                "curl/8",
                null,
                AT,
                AT,
                1);
    }
}
