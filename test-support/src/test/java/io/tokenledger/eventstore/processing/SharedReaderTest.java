package io.tokenledger.eventstore.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The processors of one or two processes over one store. */
class SharedReaderTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events");
    private static final EventStoreUnderTest STORE = new EventStoreUnderTest(DATABASE);

    private final EventStore events = STORE.bean(EventStore.class);
    private final EventPositions positions = STORE.bean(EventPositions.class);
    private final JdbcClient jdbc = STORE.bean(JdbcClient.class);
    private final List<LedgerEventProcessor> started = new ArrayList<>();
    private final Map<String, Long> reached = new HashMap<>();
    private final Node here = new Node("here");

    /** The processors of one process. */
    private final class Node {
        private final ProcessorTokens tokens;
        private final EventTransaction transaction;
        private final SharedReader reader;

        Node(String owner) {
            TransactionManager transactions = STORE.bean(TransactionManager.class);
            tokens = new ProcessorTokens(
                    JdbcTokenStore.builder()
                            .connectionProvider(STORE.bean(ConnectionProvider.class))
                            .serializer(STORE.bean(Serializer.class))
                            .schema(STORE.bean(TokenSchema.class))
                            .nodeId(owner)
                            .build(),
                    owner,
                    STORE.bean(Serializer.class),
                    transactions,
                    jdbc);
            transaction = new EventTransaction(
                    tokens, transactions, (names, position) -> names.forEach(name -> reached.put(name, position)));
            reader = new SharedReader(events, tokens, transaction);
        }

        LedgerEventProcessor start(String name, RecordingHandler handler) {
            LedgerEventProcessor processor =
                    new LedgerEventProcessor(name, handler, events, tokens, transaction, reader);
            processor.start();
            started.add(processor);
            return processor;
        }
    }

    @BeforeEach
    void createTables() {
        jdbc.sql("DELETE FROM events.tracking_token").update();
        for (String name : List.of("one", "two", "three")) {
            jdbc.sql("DROP TABLE IF EXISTS events.handled_" + name).update();
            jdbc.sql("CREATE TABLE events.handled_" + name + " (position bigint PRIMARY KEY)")
                    .update();
        }
    }

    @AfterEach
    void stop() {
        started.forEach(LedgerEventProcessor::shutDown);
    }

    @Test
    void all_rows_and_tokens_of_an_event_have_one_transaction() {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);

        await().untilAsserted(
                        () -> { // an idle second later, the tokens are written again
                            long position = append();
                            await().until(() -> first.position() == position && second.position() == position);
                            assertThat(one.transactions.get(position))
                                    .isEqualTo(two.transactions.get(position))
                                    .isEqualTo(writerOf("one"))
                                    .isEqualTo(writerOf("two"));
                            assertThat(reached).containsEntry("one", position).containsEntry("two", position);
                            assertThat(status(first).getTrackingToken()).isEqualTo(positions.tokenAt(position));
                        });
    }

    @Test
    void a_processor_is_not_called_for_events_that_it_does_not_handle() {
        RecordingHandler one = handler("one");
        RecordingHandler two = new RecordingHandler("two", jdbc, AccountDeactivated.class);
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);

        long position = append();

        await().until(() -> second.position() == position);
        assertThat(one.handled).contains(position);
        assertThat(two.handled).doesNotContain(position);
    }

    @Test
    void a_processor_that_cannot_apply_an_event_stops_no_other_and_joins_again() {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        RecordingHandler three = handler("three");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        LedgerEventProcessor third = here.start("three", three);
        awaitTogether(first, second, third);
        long before = second.position();
        two.fails = true;

        long poison = append();
        long next = append();

        await().until(() -> first.position() == next && third.position() == next);
        await().until(() -> status(second).isErrorState());
        assertThat(second.position()).isEqualTo(before);
        assertThat(status(second).getError()).hasMessageContaining("cannot apply the event at " + poison);
        assertThat(status(first).isErrorState()).isFalse();
        awaitTogether(first, third);
        long later = append();
        await().until(() -> first.position() == later && third.position() == later);
        assertThat(one.transactions.get(later)).isEqualTo(three.transactions.get(later));
        assertThat(two.rows()).doesNotContain(poison);

        two.fails = false;
        awaitTogether(first, second, third);
        long last = append();
        await().until(() -> first.position() == last && second.position() == last);
        assertThat(two.rows()).contains(poison, next, later, last);
        assertThat(one.transactions.get(last)).isEqualTo(two.transactions.get(last));
    }

    /** A replay locks the tables of one projection, until it has replaced them. */
    @Test
    void a_processor_that_waits_for_a_lock_delays_no_other() throws Exception {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);
        long position;
        try (Connection connection = DATABASE.pool().getConnection();
                Statement replay = connection.createStatement()) {
            connection.setAutoCommit(false);
            replay.execute("LOCK TABLE events.handled_two IN SHARE ROW EXCLUSIVE MODE");

            position = append();

            await().until(() -> first.position() == position);
            assertThat(second.position()).isLessThan(position);
            assertThat(status(second).isErrorState()).isFalse();
            connection.rollback();
        }
        await().until(() -> second.position() == position);
    }

    @Test
    void a_processor_that_is_behind_catches_up_alone() {
        RecordingHandler one = handler("one");
        LedgerEventProcessor first = here.start("one", one);
        for (int i = 0; i < 30; i++) {
            append();
        }
        long position = positions.head();
        await().until(() -> first.position() == position);
        awaitTogether(first);

        RecordingHandler two = handler("two");
        LedgerEventProcessor second = here.start("two", two);

        await().until(() -> second.position() == position);
        assertThat(two.rows()).isEqualTo(all());
        awaitTogether(first, second);
        assertThat(one.rows()).isEqualTo(all());
    }

    @Test
    void processors_catch_up_alone_after_a_backlog_and_share_again() {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);
        first.shutDown();
        second.shutDown();
        events.publish(Stream.generate(() -> message(new AccountActivated(UUID.randomUUID())))
                .limit(2L * StoreLimits.MAX_SHARED_BACKLOG)
                .toList());

        first.start();
        second.start();

        long position = positions.head();
        await().until(() -> first.position() == position && second.position() == position);
        assertThat(one.rows()).isEqualTo(all());
        assertThat(two.rows()).isEqualTo(all());
        awaitTogether(first, second);
        long together = append();
        await().until(() -> first.position() == together && second.position() == together);
        assertThat(one.transactions.get(together)).isEqualTo(two.transactions.get(together));
    }

    /** An erasure changes many rows. */
    @Test
    void each_processor_applies_an_erasure_alone() {
        RecordingHandler one = new RecordingHandler("one", jdbc, AccountErased.class);
        RecordingHandler two = new RecordingHandler("two", jdbc, AccountErased.class);
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);

        long position = append(new AccountErased(UUID.randomUUID()));

        await().until(() -> first.position() == position && second.position() == position);
        assertThat(one.transactions.get(position)).isNotEqualTo(two.transactions.get(position));
        awaitTogether(first, second);
    }

    @Test
    void a_processor_stops_and_continues_while_others_run() {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);

        second.shutDown();
        long missed = append();
        await().until(() -> first.position() == missed);

        assertThat(second.processingStatus()).isEmpty();
        assertThat(owner("two")).isNull();
        assertThat(two.rows()).doesNotContain(missed);
        second.start();
        await().until(() -> two.rows().contains(missed));
        awaitTogether(first, second);
    }

    @Test
    void a_processor_that_is_set_back_handles_its_events_again() {
        LedgerEventProcessor first = here.start("one", handler("one"));
        RecordingHandler two = handler("two");
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);
        long position = append();
        await().until(() -> second.position() == position);

        second.shutDown();
        second.resetTokens();
        jdbc.sql("DELETE FROM events.handled_two").update();
        second.start();

        await().until(() -> second.position() == position);
        assertThat(two.rows()).isEqualTo(all());
        assertThat(first.position()).isEqualTo(position);
    }

    @Test
    void one_process_at_a_time_runs_a_processor_and_another_takes_over() {
        RecordingHandler one = handler("one");
        RecordingHandler elsewhere = handler("one");
        LedgerEventProcessor first = here.start("one", one);
        awaitTogether(first);
        LedgerEventProcessor second = new Node("there").start("one", elsewhere);
        long position = append();
        await().until(() -> first.position() == position);
        assertThat(second.processingStatus()).isEmpty();
        assertThat(elsewhere.handled).isEmpty();

        first.shutDown();
        second.claimSegment(LedgerEventProcessor.SEGMENT);
        long next = append();

        await().until(() -> second.position() == next);
        assertThat(elsewhere.handled).containsExactly(next);
        assertThat(owner("one")).isEqualTo("there");
    }

    /** A process that was suspended finds out with its next transaction, and writes nothing. */
    @Test
    void a_process_whose_claim_has_expired_writes_nothing() {
        RecordingHandler one = handler("one");
        RecordingHandler two = handler("two");
        LedgerEventProcessor first = here.start("one", one);
        LedgerEventProcessor second = here.start("two", two);
        awaitTogether(first, second);
        jdbc.sql("UPDATE events.tracking_token SET owner = 'there' WHERE processor_name = 'one'")
                .update();

        long position = append();

        await().until(() -> second.position() == position);
        await().until(() -> first.processingStatus().isEmpty());
        assertThat(one.rows()).doesNotContain(position);
    }

    @Test
    void the_claim_of_a_process_that_ended_without_a_release_is_taken_over() {
        jdbc.sql("""
                        INSERT INTO events.tracking_token (processor_name, segment, updated_at, owner)
                        VALUES ('one', 0, ?, 'crashed')""").param(Instant.now().minusSeconds(11).toString()).update();
        RecordingHandler one = handler("one");

        LedgerEventProcessor first = here.start("one", one);
        long position = append();

        await().until(() -> first.position() == position);
        assertThat(one.rows()).contains(position);
        assertThat(owner("one")).isEqualTo("here");
    }

    /** Such a transaction lasts as long as the commands. */
    @Test
    void handlers_that_send_commands_have_a_transaction_of_their_own() {
        RecordingHandler one = handler("one");
        LedgerEventProcessor first = here.start("one", one);
        SendingHandler sender = new SendingHandler(jdbc);
        LedgerEventProcessor second =
                new LedgerEventProcessor("two", sender.invoker(), events, here.tokens, here.transaction, here.reader);
        second.start();
        started.add(second);
        awaitTogether(first, second);

        long together = append();
        await().until(() -> first.position() == together && second.position() == together);
        assertThat(writerOf("one")).isEqualTo(writerOf("two"));

        long apart = append(new AccountDeactivated(UUID.randomUUID(), null));
        await().until(() -> first.position() == apart && second.position() == apart);
        assertThat(sender.transaction).isNotEmpty().isNotEqualTo(one.transactions.get(apart));
        awaitTogether(first, second);
    }

    private RecordingHandler handler(String name) {
        return new RecordingHandler(name, jdbc);
    }

    private long append() {
        return append(new AccountActivated(UUID.randomUUID()));
    }

    private long append(AccountEvent event) {
        events.publish(message(event));
        return positions.head();
    }

    private static EventMessage<?> message(AccountEvent event) {
        return new GenericDomainEventMessage<>("Account", String.valueOf(event.accountId()), 0, event);
    }

    private List<Long> all() {
        return jdbc.sql("SELECT global_index FROM events.domain_event ORDER BY global_index")
                .query(Long.class)
                .list();
    }

    private String writerOf(String processor) {
        return jdbc.sql("SELECT xmin::text FROM events.tracking_token WHERE processor_name = ?")
                .param(processor)
                .query(String.class)
                .single();
    }

    private String owner(String processor) {
        return jdbc.sql("SELECT owner FROM events.tracking_token WHERE processor_name = ?")
                .param(processor)
                .query((row, number) -> row.getString(1))
                .list()
                .getFirst();
    }

    private static EventTrackerStatus status(LedgerEventProcessor processor) {
        return processor.processingStatus().get(LedgerEventProcessor.SEGMENT);
    }

    private static void awaitTogether(LedgerEventProcessor... processors) {
        await().untilAsserted(() -> assertThat(processors)
                .allMatch(processor ->
                        status(processor) != null && status(processor).isCaughtUp()));
    }
}
