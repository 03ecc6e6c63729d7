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

/** On the store that the setting names. */
class UsageBatchWriterTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final UsageBatchWriter journal = ledger.bean(UsageBatchWriter.class);

    /** As after a commit whose answer was lost. */
    @Test
    void a_record_that_is_in_the_store_already_is_taken_as_written_and_holds_no_other_up() {
        EventMessage<?> first = anotherUse();
        assertThat(appended(List.of(first))).containsOnly(Optional.empty());

        List<EventMessage<?>> group = List.of(anotherUse(), first, anotherUse());
        assertThat(appended(group)).containsOnly(Optional.empty());

        List<String> recorded = ledger.events().stream()
                .filter(event -> event.type().equals("token.used"))
                .map(RecordedEvent::id)
                .toList();
        for (EventMessage<?> record : group) {
            assertThat(recorded).containsOnlyOnce(record.getIdentifier());
        }
    }

    private List<Optional<ProblemException>> appended(List<EventMessage<?>> records) {
        List<CompletableFuture<Optional<ProblemException>>> outcomes = new ArrayList<>();
        for (EventMessage<?> record : records) {
            CompletableFuture<Optional<ProblemException>> outcome = new CompletableFuture<>();
            journal.append(record, refused -> outcome.complete(Optional.ofNullable(refused)));
            outcomes.add(outcome);
        }
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    /** The record of a real one, as if it had been made once more. */
    private EventMessage<?> anotherUse() {
        Client user = ledger.newUser();
        Client.of(ledger).bearer(user.newKey("recorded")).get("/oauth2/verify").demand(200);
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
