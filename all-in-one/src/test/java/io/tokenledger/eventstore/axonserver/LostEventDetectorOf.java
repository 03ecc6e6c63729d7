package io.tokenledger.eventstore.axonserver;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.postgres.RecentAppendRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the checkpoints of a ledger under test with its events, in every deployment mode. */
public final class LostEventDetectorOf {
    private LostEventDetectorOf() {}

    public static LostEventDetector ledger(LedgerUnderTest ledger) {
        JdbcClient jdbc = JdbcClient.create(ledger.jdbc());
        return new LostEventDetector(
                ledger.bean(EventStore.class),
                ledger.bean(EventPositions.class),
                new RecentAppendRepository(jdbc),
                ledger.bean(Serializer.class),
                jdbc);
    }
}
