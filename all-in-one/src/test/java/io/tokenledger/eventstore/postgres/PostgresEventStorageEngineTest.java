package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.LoadedHistory;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

/** The number of events in one read. */
class PostgresEventStorageEngineTest {
    private final LoadedHistory history = LoadedHistory.shared();
    private final EventStorageEngine engine = history.ledger().bean(EventStorageEngine.class);

    @Test
    void who_reads_for_all_is_told_now_and_then_that_there_is_no_more_since_it_keeps_what_it_reads() {
        CompletableFuture<Long> inOneGo = new CompletableFuture<>();
        new TailReader(() -> inOneGo.complete(all())).start();

        assertThat(inOneGo.join()).isPositive().isLessThan(history.events());
    }

    @Test
    void who_reads_for_himself_reads_to_the_end() {
        assertThat(all()).isGreaterThanOrEqualTo(history.events());
    }

    private long all() {
        return engine.readEvents(null, false).count();
    }
}
