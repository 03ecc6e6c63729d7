package io.tokenledger.authentication.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.usage.TokenUsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Axon Server detects repeated events in its own way; {@code UsageBatchWriterTest} covers PostgreSQL. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "UsageBatchWriterTest covers PostgreSQL")
class UsageBatchOnAxonServerTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final UsageBatchWriter writer = ledger.bean(UsageBatchWriter.class);

    /** The situation after a commit whose acknowledgement was lost. */
    @Test
    void a_record_that_is_in_the_store_already_succeeds_and_so_does_the_rest_of_its_batch() {
        EventMessage<?> first = anotherUse();
        assertThat(append(List.of(first))).containsOnly(Optional.empty());

        List<EventMessage<?>> batch = List.of(anotherUse(), first, anotherUse());
        assertThat(append(batch)).containsOnly(Optional.empty());

        List<String> recorded = ledger.events().stream()
                .filter(event -> event.type().equals("token.used"))
                .map(RecordedEvent::id)
                .toList();
        for (EventMessage<?> record : batch) {
            assertThat(recorded).containsOnlyOnce(record.getIdentifier());
        }
    }

    private List<Optional<ProblemException>> append(List<EventMessage<?>> records) {
        List<CompletableFuture<Optional<ProblemException>>> outcomes = new ArrayList<>();
        for (EventMessage<?> record : records) {
            CompletableFuture<Optional<ProblemException>> outcome = new CompletableFuture<>();
            writer.append(record, refused -> outcome.complete(Optional.ofNullable(refused)));
            outcomes.add(outcome);
        }
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    /** A new event with the content of a recorded use. */
    private EventMessage<?> anotherUse() {
        Client user = ledger.newUser();
        Client.of(ledger).bearer(user.newKey("recorded")).get("/oauth2/verify").requireStatus(200);
        try (var stream = ledger.bean(EventStore.class).openStream(null)) {
            while (true) {
                EventMessage<?> event = stream.nextAvailable();
                if (event.getPayload() instanceof TokenUsed use) {
                    return new GenericEventMessage<>(use, event.getMetaData());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
