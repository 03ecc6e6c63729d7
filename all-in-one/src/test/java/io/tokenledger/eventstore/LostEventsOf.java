package io.tokenledger.eventstore;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the checkpoints of a ledger under test with its events, whichever store it runs on. */
public final class LostEventsOf {
    private LostEventsOf() {}

    public static LostEvents ledger(LedgerUnderTest ledger) {
        JdbcClient jdbc = JdbcClient.create(ledger.jdbc());
        return new LostEvents(
                ledger.bean(EventStore.class),
                ledger.bean(EventPositions.class),
                new RecentAppends(jdbc),
                ledger.bean(Serializer.class),
                jdbc);
    }
}
