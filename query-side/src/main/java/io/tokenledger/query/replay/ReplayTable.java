package io.tokenledger.query.replay;

import io.tokenledger.eventstore.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code replay}. */
@Repository
class ReplayTable {
    private static final int LISTED = 100;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ReplayTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    UUID begin(Replay.Kind kind, List<String> projections, @Nullable Long until, @Nullable UUID requestedBy) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO query_side.replay (id, kind, projections, until, state, events_total, requested_by, started_at)
                SELECT :id, :kind, :projections, :until::bigint, 'running',
                       (SELECT count(*) FROM events.domain_event
                        WHERE global_index <= coalesce(:until::bigint, 9223372036854775807)),
                       :requested_by::uuid, :now""")
                .param("id", id)
                .param("kind", wire(kind))
                .param("projections", projections.toArray(String[]::new))
                .param("until", until)
                .param("requested_by", requestedBy)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /** In the transaction of the batch, so that a replay which was killed goes on behind its last batch. */
    void advance(UUID id, long position, Instant asOf, int events) {
        jdbc.sql("""
                UPDATE query_side.replay
                SET position = ?, as_of = ?, events_done = events_done + ?,
                    events_total = greatest(events_total, events_done + ?), problem = NULL
                WHERE id = ?""").params(position, Timestamp.from(asOf), events, events, id).update();
    }

    /** Why it does not get on just now; null once it does. */
    void stuck(UUID id, @Nullable String problem) {
        jdbc.sql("UPDATE query_side.replay SET problem = ? WHERE id = ?")
                .param(problem)
                .param(id)
                .update();
    }

    void end(UUID id, Replay.State state, @Nullable String problem) {
        jdbc.sql("UPDATE query_side.replay SET state = ?, problem = ?, ended_at = ? WHERE id = ?")
                .param(wire(state))
                .param(problem)
                .param(Timestamp.from(clock.instant()))
                .param(id)
                .update();
    }

    /** Ends a comparison with what it found. */
    void compared(UUID id, long drifted, List<Drift> drifts) {
        jdbc.sql("""
                UPDATE query_side.replay SET drifted = ?, drifts = ?::jsonb, state = 'done', ended_at = ? WHERE id = ?""")
                .params(drifted, json.writeValueAsString(drifts), Timestamp.from(clock.instant()), id)
                .update();
    }

    void forget(UUID id) {
        jdbc.sql("DELETE FROM query_side.replay WHERE id = ?").param(id).update();
    }

    Optional<Replay> find(UUID id) {
        return jdbc.sql("SELECT * FROM query_side.replay WHERE id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    List<Replay> newest() {
        return jdbc.sql("SELECT * FROM query_side.replay ORDER BY started_at DESC, id LIMIT ?")
                .param(LISTED)
                .query(this::read)
                .list();
    }

    List<Replay> running() {
        return jdbc.sql("SELECT * FROM query_side.replay WHERE state = 'running' ORDER BY started_at, id")
                .query(this::read)
                .list();
    }

    List<Replay> sandboxes() {
        return jdbc.sql("SELECT * FROM query_side.replay WHERE kind = 'sandbox' ORDER BY started_at, id")
                .query(this::read)
                .list();
    }

    /** Those whose copies are needed. */
    List<Replay> withCopies() {
        return jdbc.sql("SELECT * FROM query_side.replay WHERE state = 'running' OR kind = 'sandbox'")
                .query(this::read)
                .list();
    }

    private Replay read(ResultSet row, int number) throws SQLException {
        @Nullable Long until = row.getObject("until", Long.class);
        @Nullable Long drifted = row.getObject("drifted", Long.class);
        return new Replay(
                row.getObject("id", UUID.class),
                Replay.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                List.of((String[]) row.getArray("projections").getArray()),
                until,
                Replay.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("position"),
                Sql.instant(row, "as_of"),
                row.getLong("events_done"),
                row.getLong("events_total"),
                row.getString("problem"),
                drifted,
                json.readTree(row.getString("drifts")),
                row.getObject("requested_by", UUID.class),
                row.getTimestamp("started_at").toInstant(),
                Sql.instant(row, "ended_at"));
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
