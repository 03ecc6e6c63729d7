package io.tokenledger.query.replay;

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
 * The last step of a replay. Writers of the live tables are stopped by a lock of PostgreSQL, in whichever process they
 * run; the copy takes in the few events that it still lacks; then both stand at one position.
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

    /** Takes in what it lacks up to a position. */
    @FunctionalInterface
    interface Copy {
        void goOnTo(long position) throws Exception;
    }

    /** The copy becomes the live read model. */
    void swap(Replay replay, List<String> tables, Copy copy) throws Exception {
        try (Connection connection = pool.getConnection()) {
            JdbcClient jdbc = begin(connection);
            ShadowTables.lockLive(jdbc, tables);
            copy.goOnTo(live.of(replay.projections().getFirst()));
            ShadowTables.takePlace(jdbc, replay.schema(), tables);
            // In the same transaction: a replay that were still running would begin again with an empty copy.
            new ReplayRepository(jdbc, json, clock).end(replay.id(), Replay.State.DONE, null);
            connection.commit();
        }
    }

    /** The copy is held against the live read model, which goes on meanwhile. */
    ShadowTableComparison compare(Replay replay, List<String> tables, Copy copy) throws Exception {
        try (Connection snapshot = pool.getConnection()) {
            JdbcClient jdbc = begin(snapshot);
            try (Connection connection = pool.getConnection()) {
                ShadowTables.lockLive(begin(connection), tables);
                copy.goOnTo(live.of(replay.projections().getFirst()));
                jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                        .update();
                jdbc.sql("SELECT 1").query(Integer.class).single(); // from here on this connection sees one moment
                connection.rollback(); // the writers go on
            }
            ShadowTableComparison comparison = new ShadowTableComparison(jdbc, replay.schema(), json).compare(tables);
            snapshot.commit();
            return comparison;
        }
    }

    /** Not bound to the thread: what the copy writes meanwhile commits in transactions of its own. */
    private static JdbcClient begin(Connection connection) throws SQLException {
        if (!ReadModelSchema.areLive()) {
            throw new IllegalStateException("a replay ends outside its copy");
        }
        connection.setAutoCommit(false);
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = '60s'").update(); // while the copy catches up
        return jdbc;
    }
}
