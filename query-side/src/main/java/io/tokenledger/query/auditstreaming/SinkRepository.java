package io.tokenledger.query.auditstreaming;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code sink}. */
@Repository
class SinkRepository {
    private final JdbcClient jdbc;
    private final Clock clock;

    SinkRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record State(
            long position,
            @Nullable Instant deliveredAt,
            int failures,
            @Nullable String problem) {}

    /** Creates the row of a sink, unless it exists: no entry up to the position is delivered. */
    void register(String name, long position) {
        jdbc.sql("INSERT INTO query_side.sink (name, position) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(name, position)
                .update();
    }

    State find(String name) {
        return findIfRegistered(name).orElseThrow();
    }

    /** The state of a sink; empty if no process has begun to deliver to it. */
    Optional<State> findIfRegistered(String name) {
        return jdbc.sql("SELECT * FROM query_side.sink WHERE name = ?")
                .param(name)
                .query((row, number) -> new State(
                        row.getLong("position"),
                        Sql.instant(row, "delivered_at"),
                        row.getInt("failures"),
                        row.getString("problem")))
                .optional();
    }

    /**
     * The progress of a sink.
     *
     * @param position position of the last delivered entry
     * @param batchEnd last position of the batch whose delivery has begun; null if there is none
     */
    record Progress(long position, @Nullable Long batchEnd) {}

    /** The progress, locked until the transaction ends; empty while another process delivers. */
    Optional<Progress> lockProgress(String name) {
        jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = " + QueryLimits.IDLE_TRANSACTION_TIMEOUT.toMillis())
                .update(); // the receiver may respond slowly
        return jdbc.sql("SELECT position, batch_end FROM query_side.sink WHERE name = ? FOR UPDATE SKIP LOCKED")
                .param(name)
                .query((row, number) -> new Progress(row.getLong("position"), row.getObject("batch_end", Long.class)))
                .optional();
    }

    /** Keeps the transaction from being ended as idle; fails if it was. */
    void keepTransaction() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
    }

    /** Stores the end of the next batch before its first delivery, so that a redelivery has the same id and content. */
    void beginBatch(String name, long batchEnd) {
        jdbc.sql("UPDATE query_side.sink SET batch_end = ? WHERE name = ?")
                .params(batchEnd, name)
                .update();
    }

    void recordDelivery(String name, long position) {
        jdbc.sql(
                        "UPDATE query_side.sink SET position = ?, batch_end = NULL, delivered_at = ?, failures = 0, problem = NULL WHERE name = ?")
                .params(position, Timestamp.from(clock.instant()), name)
                .update();
    }

    void recordFailure(String name, String problem) {
        jdbc.sql("UPDATE query_side.sink SET failures = failures + 1, problem = ? WHERE name = ?")
                .params(problem, name)
                .update();
    }

    /** Deletes the rows of removed sinks to which no process delivers now. */
    void deleteRemoved() {
        jdbc.sql("""
                DELETE FROM query_side.sink WHERE name IN (
                    SELECT delivered.name FROM query_side.sink AS delivered
                    JOIN query_side.managed_sink_v1 AS managed ON delivered.name = managed.sink_id::text
                    WHERE managed.removed FOR UPDATE OF delivered SKIP LOCKED)""").update();
    }

    /** Moves the position back; never forward. */
    void rewind(String name, long position) {
        jdbc.sql("UPDATE query_side.sink SET position = least(position, ?), batch_end = NULL WHERE name = ?")
                .params(position, name)
                .update();
    }
}
