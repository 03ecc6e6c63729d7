package io.tokenledger.query.replay;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.ReadModelSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last step of a replay. A PostgreSQL lock blocks the writers of the live tables in all processes. The copy then
 * applies the few events that it still lacks, so that both are at the same position.
 */
@Component
class ReplayCutover {
    private final DataSource pool;
    private final LivePositions live;
    private final JsonMapper json;
    private final Clock clock;

    ReplayCutover(DataSource pool, LivePositions live, JsonMapper json, Clock clock) {
        this.pool = pool;
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    /** Applies the events that the copy lacks, up to a position. */
    @FunctionalInterface
    interface Copy {
        void catchUpTo(long position) throws Exception;
    }

    /** Replaces the live read model by the copy. */
    void swap(Replay replay, List<String> tables, Copy copy) throws Exception {
        try (Connection connection = pool.getConnection()) {
            JdbcClient jdbc = begin(connection);
            ShadowTables.lockLive(jdbc, tables);
            copy.catchUpTo(live.of(replay.projections().getFirst()));
            ShadowTables.replaceLive(jdbc, replay.schema(), tables);
            // In the same transaction: a replay that is still running would begin again with an empty copy.
            new ReplayRepository(jdbc, json, clock).end(replay.id(), Replay.State.DONE, null);
            connection.commit();
        }
    }

    /** Compares the copy with the live read model. Writers are blocked only until the snapshot is taken. */
    ShadowTableComparison compare(Replay replay, List<String> tables, Copy copy) throws Exception {
        try (Connection snapshot = pool.getConnection()) {
            JdbcClient jdbc = begin(snapshot);
            try (Connection connection = pool.getConnection()) {
                ShadowTables.lockLive(begin(connection), tables);
                copy.catchUpTo(live.of(replay.projections().getFirst()));
                jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                        .update();
                jdbc.sql("SELECT 1").query(Integer.class).single(); // takes the snapshot that the comparison reads
                connection.rollback(); // releases the writers
            }
            ShadowTableComparison comparison = new ShadowTableComparison(jdbc, replay.schema(), json).compare(tables);
            snapshot.commit();
            return comparison;
        }
    }

    /**
     * Opens a transaction that is not bound to the thread, because the copy commits in its own transactions meanwhile.
     */
    private static JdbcClient begin(Connection connection) throws SQLException {
        if (!ReadModelSchema.areLive()) {
            throw new IllegalStateException("a replay must end with the live tables selected");
        }
        connection.setAutoCommit(false);
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = " + QueryLimits.IDLE_TRANSACTION_TIMEOUT.toMillis())
                .update(); // idle while the copy catches up
        return jdbc;
    }
}
