package io.tokenledger.authentication.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageBatchWriterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final TestDatabase DATABASE = TestDatabase.of("events");
    private static final EventStoreUnderTest STORE = new EventStoreUnderTest(DATABASE);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UsageBatchWriter writer = new UsageBatchWriter(
            STORE.bean(EventStore.class),
            STORE.bean(TransactionManager.class),
            DeploymentMode.POSTGRES,
            new UsageProperties(
                    UsageProperties.Recording.COALESCED,
                    Duration.ofSeconds(60),
                    1_000,
                    1_000,
                    Duration.ofSeconds(2),
                    20,
                    100),
            meters);

    @BeforeEach
    void start() {
        writer.start();
    }

    @AfterEach
    void stop() {
        writer.stop();
    }

    @Test
    void records_that_arrive_together_share_transactions() {
        List<EventMessage<?>> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(use());
        }

        assertThat(append(records)).containsOnly(Optional.empty());

        assertThat(recorded(records)).containsExactlyElementsOf(ids(records));
        assertThat(meters.get("ledger.use.journal.group").summary().count()).isLessThan(200);
    }

    /** The situation after a commit whose acknowledgement was lost. */
    @Test
    void a_record_that_is_in_the_store_already_succeeds_and_so_does_the_rest_of_its_batch() {
        EventMessage<?> first = use();
        assertThat(append(List.of(first))).containsOnly(Optional.empty());

        List<EventMessage<?>> batch = List.of(use(), first, use());
        assertThat(append(batch)).containsOnly(Optional.empty());

        assertThat(recorded(batch)).containsExactlyInAnyOrderElementsOf(ids(batch));
    }

    /** The key of the account is wrapped with a key-encryption key whose file this process lacks. */
    @Test
    void a_record_whose_account_has_no_usable_key_fails_alone() {
        UUID account = UUID.randomUUID();
        DATABASE.jdbc()
                .sql("INSERT INTO events.subject_key (subject, wrapped, wrapped_by) VALUES (?, 'AAAA', 'missing')")
                .param(account.toString())
                .update();
        List<EventMessage<?>> batch = List.of(use(), use(account), use());

        List<Optional<ProblemException>> outcomes = appendAtOnce(batch);

        assertThat(outcomes.get(1))
                .hasValueSatisfying(
                        problem -> assertThat(problem.problem().code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));
        assertThat(List.of(outcomes.getFirst(), outcomes.getLast())).containsOnly(Optional.empty());
        assertThat(recorded(batch))
                .containsExactly(
                        batch.getFirst().getIdentifier(), batch.getLast().getIdentifier());
    }

    @Test
    void a_record_after_the_stop_fails() {
        writer.stop();

        assertThat(append(List.of(use())).getFirst()).isPresent();
    }

    /** Appends the records while the writer is busy with another one, so that they are one batch. */
    private List<Optional<ProblemException>> appendAtOnce(List<EventMessage<?>> records) {
        CountDownLatch queued = new CountDownLatch(1);
        writer.append(use(), outcome -> {
            try {
                queued.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<CompletableFuture<Optional<ProblemException>>> outcomes = queue(records);
        queued.countDown();
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    private List<Optional<ProblemException>> append(List<EventMessage<?>> records) {
        return queue(records).stream().map(CompletableFuture::join).toList();
    }

    private List<CompletableFuture<Optional<ProblemException>>> queue(List<EventMessage<?>> records) {
        List<CompletableFuture<Optional<ProblemException>>> outcomes = new ArrayList<>();
        for (EventMessage<?> record : records) {
            CompletableFuture<Optional<ProblemException>> outcome = new CompletableFuture<>();
            writer.append(record, problem -> outcome.complete(Optional.ofNullable(problem)));
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private static List<String> recorded(List<EventMessage<?>> records) {
        return DATABASE.jdbc()
                .sql("SELECT event_id FROM events.any_event WHERE event_id = ANY (?) ORDER BY position")
                .param(ids(records).toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private static List<String> ids(List<EventMessage<?>> records) {
        return records.stream().<String>map(EventMessage::getIdentifier).toList();
    }

    private static EventMessage<?> use() {
        return use(UUID.randomUUID());
    }

    private static EventMessage<?> use(UUID owner) {
        return GenericEventMessage.asEventMessage(new TokenUsed(
                UUID.randomUUID(),
                owner,
                1,
                Channel.BEARER,
                CredentialKind.API_KEY,
                null,
                "192.0.2.1",
                null,
                "GET /users/me",
                NOW,
                NOW,
                1,
                null));
    }
}
