package io.tokenledger.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.postgres.RecentAppendRepository;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each checkpoint detects tables that are ahead of the events. These tests use the events of any store, although only
 * Axon Server can lose events.
 */
class LostEventDetectorTest {
    private static final EventStoreUnderTest STORE = new EventStoreUnderTest(TestDatabase.of("events"));

    private final EventStore events = STORE.bean(EventStore.class);
    private final EventPositions positions = STORE.bean(EventPositions.class);
    private final JdbcClient jdbc = STORE.bean(JdbcClient.class);
    private final RecentAppendRepository appends = new RecentAppendRepository(jdbc);
    private final LostEventDetector lost =
            new LostEventDetector(events, positions, appends, STORE.bean(Serializer.class), jdbc);

    @Test
    void an_aggregate_that_ends_before_the_last_change_that_the_tables_know_is_noticed() {
        UUID key = UUID.randomUUID();
        events.publish(activation(key, 0), activation(key, 1));
        long last = events.lastSequenceNumberFor(key.toString()).orElseThrow();
        inATransactionThatLeavesNothing(() -> {
            appends.save(List.of(change(key, last), change(key, last - 1)));
            assertThatCode(() -> lost.requireNone(positions.head())).doesNotThrowAnyException();

            appends.save(List.of(change(key, last + 1)));

            assertThatThrownBy(() -> lost.requireNone(positions.head()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("contain event number " + (last + 1) + " of " + key)
                    .hasMessageContaining("only " + (last + 1) + " of its events")
                    .hasMessageContaining("rebuild-tables");
        });
    }

    @Test
    void an_aggregate_of_which_there_is_no_event_at_all_is_noticed() {
        UUID key = UUID.randomUUID();
        inATransactionThatLeavesNothing(() -> {
            appends.save(List.of(change(key, 0)));

            assertThatThrownBy(() -> lost.requireNone(0)).hasMessageContaining("only 0 of its events");
        });
    }

    @Test
    void a_note_is_dropped_once_its_event_has_been_on_disk_for_long() {
        UUID old = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        inATransactionThatLeavesNothing(() -> {
            appends.save(List.of(change(old, 0), change(recent, 0)));
            jdbc.sql(
                            "UPDATE events.recent_append SET appended_at = appended_at - interval '1 minute' WHERE aggregate_id = ?")
                    .param(old.toString())
                    .update();

            lost.deleteOldAppends();

            assertThat(appends.all())
                    .extracting(RecentAppendRepository.Append::aggregateId)
                    .contains(recent.toString())
                    .doesNotContain(old.toString());
        });
    }

    @Test
    void look_ups_or_an_event_processor_that_are_ahead_of_the_events_are_noticed() {
        long ahead = positions.head() + 1_000_000;
        assertThatThrownBy(() -> lost.requireNone(ahead))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("up to position " + ahead + " (lookup tables)");
        inATransactionThatLeavesNothing(() -> {
            assertThatCode(lost::requireTokensReached).doesNotThrowAnyException();
            jdbc.sql(
                            "INSERT INTO events.tracking_token (processor_name, segment, token, token_type) VALUES (?, 0, ?, ?)")
                    .params(
                            "drill",
                            ("{\"globalIndex\":" + (ahead - 1) + "}").getBytes(StandardCharsets.UTF_8),
                            "org.axonframework.eventhandling.GlobalSequenceTrackingToken")
                    .update();

            assertThatThrownBy(lost::requireTokensReached)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("up to position " + ahead + " (drill)");
        });
    }

    private static DomainEventMessage<?> change(UUID aggregateId, long sequenceNumber) {
        return new GenericDomainEventMessage<>("Key", aggregateId.toString(), sequenceNumber, "changed");
    }

    private static DomainEventMessage<?> activation(UUID key, long sequenceNumber) {
        return new GenericDomainEventMessage<>(
                AggregateTypes.PERSONAL_ACCESS_TOKEN,
                key.toString(),
                sequenceNumber,
                new TokenActivated(key, UUID.randomUUID(), null));
    }

    private static void inATransactionThatLeavesNothing(Runnable work) {
        new TransactionTemplate(STORE.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            status.setRollbackOnly();
            work.run();
        });
    }
}
