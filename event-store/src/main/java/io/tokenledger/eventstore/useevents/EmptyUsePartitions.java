package io.tokenledger.eventstore.useevents;

import io.tokenledger.eventstore.useevents.ExpiredUses.Partition;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds and drops the partitions whose uses were all dropped. */
public final class EmptyUsePartitions {
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(200);

    private static final String EMPTY = """
            SELECT p.first_position, p.end_position FROM events.use_partition p
            WHERE p.dropped_before IS NOT NULL AND p.dropped_at IS NULL
              AND p.end_position <= (SELECT last_value FROM events.position)
              AND NOT EXISTS (SELECT FROM events.use_event u WHERE u.position >= p.first_position AND u.position < p.end_position)""";

    private static final String DROP =
            "SELECT events.drop_empty_partition(?::regclass, to_regclass(?)) WHERE to_regclass(?) IS NOT NULL";

    private final JdbcClient jdbc;

    EmptyUsePartitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty partitions that get no further uses. */
    public List<Partition> find() {
        return jdbc.sql(EMPTY)
                .query((row, number) -> new Partition(row.getLong(1), row.getLong(2)))
                .list();
    }

    /**
     * Drops an empty partition of the uses, and those of other tables, in the transaction of the caller. Waits only 200 ms
     * for their locks, because readers and writers of these tables wait meanwhile.
     *
     * @param otherTables names with their schema
     */
    public void drop(Partition partition, Instant now, List<String> otherTables) {
        jdbc.sql("SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis()).update();
        otherTables.forEach(table -> drop(partition, table));
        if (drop(partition, "events.use_event")) {
            jdbc.sql("UPDATE events.use_partition SET dropped_at = ? WHERE first_position = ?")
                    .params(Timestamp.from(now), partition.firstPosition())
                    .update();
        }
    }

    private boolean drop(Partition partition, String table) {
        String name = table + "_" + partition.firstPosition();
        return jdbc.sql(DROP)
                .params(table, name, name)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
