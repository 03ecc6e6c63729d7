package io.tokenledger.eventstore.useevents;

import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds, reads and drops the uses whose retention has ended, partition by partition. The caller provides the transaction.
 */
public final class ExpiredUses {
    private static final int FETCH_SIZE = 1_000;

    /** A use can be recorded later than it happened. So the first use of a partition tells only roughly whether it is due. */
    private static final Duration LATEST_RECORDING = Duration.ofDays(1);

    private static final String DUE = """
            SELECT p.first_position, p.end_position
            FROM events.use_partition p
            CROSS JOIN LATERAL (
                SELECT recorded_at FROM events.use_event u
                WHERE u.position >= p.first_position AND u.position < p.end_position ORDER BY u.position LIMIT 1) oldest
            WHERE p.dropped_at IS NULL AND (p.checked_before IS NULL OR p.checked_before < ?) AND oldest.recorded_at < ?
            ORDER BY p.first_position""";

    /** One drop at a time: two would wait for each other's locks on the tables of read models. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(7520117)";

    private static final String CLAIM = """
            UPDATE events.use_partition SET checked_before = ?
            WHERE first_position = ? AND dropped_at IS NULL AND (checked_before IS NULL OR checked_before < ?)""";

    private static final String TEMPORARY_TABLES = """
            CREATE TEMPORARY TABLE kept_account (account_id uuid PRIMARY KEY, since timestamptz NOT NULL) ON COMMIT DROP;
            CREATE TEMPORARY TABLE kept_use (position bigint PRIMARY KEY) ON COMMIT DROP""";

    private static final String KEEP_ACCOUNTS = """
            INSERT INTO pg_temp.kept_account (account_id, since)
            SELECT account_id::uuid, since::timestamptz FROM unnest(?::text[], ?::text[]) AS a (account_id, since)""";

    /** Uses of a partition, each with whether it is dropped. */
    private static final String USES = """
            FROM (SELECT u.*, coalesce(u.last_at, u.first_at, u.recorded_at) < least(?, a.since)
                              AND (u.token_id IS NULL OR u.token_id <> ALL (?)) AS is_dropped
                  FROM events.use_event u LEFT JOIN pg_temp.kept_account a ON a.account_id = u.owner_id
                  WHERE u.position >= ? AND u.position < ?) u
            """;

    private static final String SELECT = """
            SELECT max(position) + 1 AS "end", count(*) AS entries, coalesce(sum(coalesce(count, 1)), 0)::bigint AS uses,
                   count(DISTINCT token_id) AS keys
            %s WHERE is_dropped""".formatted(USES);

    private static final String KEEP_USES =
            "INSERT INTO pg_temp.kept_use (position) SELECT position %s WHERE NOT is_dropped".formatted(USES);

    /** Whether uses of a partition are in the table of all other events, because they are in clear. */
    private static final String ARE_ELSEWHERE = """
            SELECT EXISTS (SELECT FROM events.domain_event
                           WHERE global_index >= ? AND global_index < ? AND event_type IN ('token.used', 'token.use_refused'))""";

    private static final String KEEP_LAST_USES = """
            INSERT INTO pg_temp.kept_use (position)
            SELECT global_index FROM events.domain_event
            WHERE global_index >= ? AND global_index < ? AND event_type = 'token.uses_summarized'
              AND payload::jsonb -> 'lastUse' IS NOT NULL""";

    private static final String READ = """
            SELECT %s, kept.position IS NULL AS is_dropped
            FROM (SELECT u.* FROM events.use_event u WHERE u.position >= ? AND u.position < ? AND u.token_id IS NOT NULL) u
            LEFT JOIN pg_temp.kept_use kept USING (position)
            ORDER BY token_id, position""".formatted(UseEventTable.COLUMNS);

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    ExpiredUses(DataSource pool) {
        this.jdbc = new JdbcTemplate(pool);
        this.jdbc.setFetchSize(FETCH_SIZE);
        this.client = JdbcClient.create(pool);
    }

    /** A partition of uses. */
    public record Partition(long firstPosition, long endPosition) {}

    /**
     * Uses that remain, although their retention has ended.
     *
     * @param accounts since when the uses of the keys of these accounts remain
     * @param tokens keys whose uses all remain
     */
    public record Kept(Map<UUID, Instant> accounts, Set<UUID> tokens) {
        /** Whether these include all that must be kept later. */
        public boolean covers(Kept later) {
            return tokens.containsAll(later.tokens)
                    && later.accounts.entrySet().stream()
                            .allMatch(account -> covers(account.getKey(), account.getValue()));
        }

        private boolean covers(UUID account, Instant since) {
            Instant known = accounts.get(account);
            return known != null && !known.isAfter(since);
        }
    }

    /**
     * The uses of a partition to drop.
     *
     * @param end first position after the last of them
     */
    public record Selection(Partition partition, long end, long entries, long uses, int keys) {}

    /** Receives the uses of each key in the order of their positions, one key after the other. */
    @FunctionalInterface
    public interface Reader {
        void read(UseEventRow use, boolean isDropped);
    }

    /** Partitions with uses that ended before an instant, oldest first. */
    public List<Partition> due(Instant before) {
        return client.sql(DUE)
                .params(Timestamp.from(before), Timestamp.from(before.plus(LATEST_RECORDING)))
                .query((row, number) -> new Partition(row.getLong(1), row.getLong(2)))
                .list();
    }

    /** Whether uses of the partition have yet to move there from the table of all other events. */
    public boolean areElsewhere(Partition partition) {
        return client.sql(ARE_ELSEWHERE)
                .params(partition.firstPosition(), partition.endPosition())
                .query(Boolean.class)
                .single();
    }

    /** Selects the uses of a partition that ended before an instant; null if there are none. */
    public @Nullable Selection select(Partition partition, Instant before, Kept kept) {
        jdbc.execute(TEMPORARY_TABLES);
        List<Map.Entry<UUID, Instant>> accounts = List.copyOf(kept.accounts().entrySet());
        jdbc.update(KEEP_ACCOUNTS, statement -> {
            new SqlArrays<>(statement, accounts).texts(Map.Entry::getKey).texts(account -> since(account.getValue()));
        });
        Object[] uses = uses(partition, partition.endPosition(), before, kept);
        Selection found = client.sql(SELECT)
                .params(uses)
                .query((row, number) -> new Selection(
                        partition, row.getLong("end"), row.getLong("entries"), row.getLong("uses"), row.getInt("keys")))
                .single();
        if (found.entries() == 0) {
            return null;
        }
        client.sql(KEEP_USES).params(uses(partition, found.end(), before, kept)).update();
        jdbc.execute("ANALYZE pg_temp.kept_use");
        return found;
    }

    private static Object[] uses(Partition partition, long end, Instant before, Kept kept) {
        return new Object[] {Timestamp.from(before), kept.tokens().toArray(UUID[]::new), partition.firstPosition(), end
        };
    }

    private static Object since(Instant instant) {
        return instant.equals(Instant.MIN) ? "-infinity" : instant;
    }

    /** Reads the selected uses of known keys, and those that remain before the last of them. */
    public void readByKey(Selection selection, Reader reader) {
        jdbc.query(
                READ,
                row -> {
                    reader.read(UseEventTable.read(row), row.getBoolean("is_dropped"));
                },
                selection.partition().firstPosition(),
                selection.end());
    }

    /** Drops the selected uses. */
    public void drop(Selection selection) {
        dropRows(selection, "events.use_event");
    }

    /** Drops the rows of the selected uses in another table with the same partitions. */
    public void dropRows(Selection selection, String table) {
        client.sql("SELECT events.drop_use_rows(to_regclass(?), ?) WHERE to_regclass(?) IS NOT NULL")
                .params(
                        table + "_" + selection.partition().firstPosition(),
                        selection.end(),
                        table + "_" + selection.partition().firstPosition())
                .query((row, number) -> true)
                .list();
    }

    /** Lets later calls of {@link #dropRows} keep the rows of the last uses that sums contain, those of earlier drops too. */
    public void keepLastUses(Selection selection) {
        client.sql(KEEP_LAST_USES)
                .params(
                        selection.partition().firstPosition(),
                        selection.partition().endPosition())
                .update();
    }

    /**
     * Claims a partition until the end of the transaction; false if another process is dropping uses, or has looked for these
     * uses before.
     */
    public boolean claim(Partition partition, Instant before) {
        return client.sql(LOCK).query(Boolean.class).single()
                && client.sql(CLAIM)
                                .params(Timestamp.from(before), partition.firstPosition(), Timestamp.from(before))
                                .update()
                        == 1;
    }

    /** Records that uses of a partition that ended before an instant were dropped. */
    public void markDropped(Partition partition, Instant before) {
        client.sql("UPDATE events.use_partition SET dropped_before = ? WHERE first_position = ?")
                .params(Timestamp.from(before), partition.firstPosition())
                .update();
    }
}
