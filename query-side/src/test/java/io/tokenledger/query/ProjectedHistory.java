package io.tokenledger.query;

import io.tokenledger.eventstore.personaldata.SubjectKeys;
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
import java.util.Objects;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.transaction.support.TransactionTemplate;

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

    /** An instance of its own, for a test that changes its tables. */
    public static ProjectedHistory unshared() {
        return load();
    }

    /** Adds copies of all entries of the audit trail. Each copy is later than the one before, and has later positions. */
    public void prolong(int copies) {
        database.template().update("""
                        CREATE TABLE later AS
                        SELECT n * (SELECT max(position) FROM audit_trail_v3) AS positions,
                               n * (SELECT max(slot) - min(slot) + interval '1 day' FROM audit_trail_slot_v2) AS time
                        FROM generate_series(1, %d) n""".formatted(copies));
        database.template().execute("""
                        SELECT query_side.require_use_partitions(1, (SELECT 2 * max(positions) FROM later),
                            'audit_trail_use_v3', 'audit_trail_organization_use_v3')""");
        database.template().update("""
                        INSERT INTO audit_trail_organization_v3 (organization_id, position, is_use)
                        SELECT organization_id, position + positions, is_use FROM audit_trail_organization_v3, later""");
        database.template().update("""
                        INSERT INTO audit_trail_slot_v2 (slot, first_position, last_position)
                        SELECT slot + time, first_position + positions, last_position + positions
                        FROM audit_trail_slot_v2, later""");
        database.template().update("""
                        INSERT INTO audit_trail_v3
                        SELECT (jsonb_populate_record(r, jsonb_build_object('position', position + positions,
                            'place', place + positions, 'recorded_at', recorded_at + time))).*
                        FROM audit_trail_v3 r, later""");
        database.template().execute("ANALYZE");
    }

    /** Leaves the statistics that autovacuum creates: of partitions, but of no partitioned table. */
    public void removePartitionedStatistics() {
        database.template().update("""
                        DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relkind = 'p')""");
        database.template().update("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relkind = 'p'");
    }

    /** The number of rows of the audit trail that PostgreSQL reads for a query. */
    public long entriesRead(Runnable query) {
        return Objects.requireNonNull(new TransactionTemplate(database.transactions()).execute(status -> {
            long before = entriesRead(); // the counters can contain earlier transactions of the session
            query.run();
            return entriesRead() - before;
        }));
    }

    private long entriesRead() {
        return Objects.requireNonNull(database.template().queryForObject("""
                        SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint
                        FROM pg_stat_xact_user_tables WHERE relname LIKE 'audit\\_trail%'""", Long.class));
    }

    private static ProjectedHistory load() {
        TestDatabase database = Projections.newDatabase();
        History history = History.of(HistorySettings.of(SEED, EVENTS));
        ProjectionFixture projections = Projections.on(
                database, "account-listing", "organization-listing", "token-listing", "history", "audit-trail");
        long written;
        try (EventStoreUnderTest store = new EventStoreUnderTest(database)) {
            written = HistoryLoader.of(database.pool(), store.bean(SubjectKeys.class))
                    .load(history);
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
