package io.tokenledger.query;

import io.tokenledger.historygenerator.History;
import io.tokenledger.historygenerator.HistoryLoader;
import io.tokenledger.historygenerator.HistorySettings;
import io.tokenledger.historygenerator.PlantedIncident;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Tables of a generated history with a planted incident, for tests of query plans. Their long form is
 * {@code -Dhistory.events=2000000}.
 */
public record ProjectedHistory(TestDatabase database, PlantedIncident incident, long events) {
    private static final int EVENTS = Integer.getInteger("history.events", 10_000);
    private static final long SEED = Long.getLong("history.seed", 20_260_131);
    private static final int BATCH = 1_000;

    /** The instance that read-only tests share. */
    public static ProjectedHistory shared() {
        return Shared.HISTORY;
    }

    private static ProjectedHistory load() {
        TestDatabase database = Projections.newDatabase();
        History history = History.of(HistorySettings.of(SEED, EVENTS));
        long written = new HistoryLoader(database.pool()).load(history);
        ProjectionFixture projections = Projections.on(
                database, "account-listing", "organization-listing", "token-listing", "history", "audit-trail");
        try (EventStoreUnderTest store = new EventStoreUnderTest(database)) {
            Iterator<? extends TrackedEventMessage<?>> stored =
                    store.bean(EventStorageEngine.class).readEvents(null, false).iterator();
            while (stored.hasNext()) {
                projections.apply(next(stored));
            }
        }
        database.template().execute("ANALYZE");
        return new ProjectedHistory(database, history.incident(), written);
    }

    private static List<TrackedEventMessage<?>> next(Iterator<? extends TrackedEventMessage<?>> stored) {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        while (batch.size() < BATCH && stored.hasNext()) {
            batch.add(stored.next());
        }
        return batch;
    }

    private static final class Shared {
        static final ProjectedHistory HISTORY = load();
    }
}
