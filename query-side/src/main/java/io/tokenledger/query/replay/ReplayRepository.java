package io.tokenledger.query.replay;

import io.tokenledger.events.WireNames;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the table {@code replay}. */
@Repository
class ReplayRepository {
    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ReplayRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Claims a running replay for a process for ten seconds, or renews its claim. All times are of the store's clock.
     *
     * @return false while another process holds the claim
     */
    boolean claim(UUID id, UUID process) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        UPDATE query_side.replay SET claimed_by = ?, claimed_until = ?
                        WHERE id = ? AND state = 'running'
                          AND (claimed_by = ? OR claimed_until IS NULL OR claimed_until < ?)""")
                        .params(
                                process,
                                Timestamp.from(clock.instant().plus(QueryLimits.REPLAY_CLAIM_LIFETIME)),
                                id,
                                process,
                                now)
                        .update()
                == 1;
    }

    /** Renews all claims of a process. */
    void renewClaims(UUID process) {
        jdbc.sql("UPDATE query_side.replay SET claimed_until = ? WHERE claimed_by = ? AND state = 'running'")
                .params(Timestamp.from(clock.instant().plus(QueryLimits.REPLAY_CLAIM_LIFETIME)), process)
                .update();
    }

    /** Releases all claims of a process at its shutdown, so that others can continue. */
    void releaseClaims(UUID process) {
        jdbc.sql("UPDATE query_side.replay SET claimed_until = NULL WHERE claimed_by = ? AND state = 'running'")
                .param(process)
                .update();
    }

    /** Locks a replay that this process has claimed and that has applied no event; false if there is none such. */
    boolean lockUnstarted(UUID id, UUID process) {
        return jdbc.sql("""
                        SELECT id FROM query_side.replay
                        WHERE id = ? AND state = 'running' AND position = 0 AND claimed_by = ? FOR UPDATE""")
                .params(id, process)
                .query((row, number) -> row.getObject("id", UUID.class))
                .optional()
                .isPresent();
    }

    /** Lets a replay that this process has claimed begin again. */
    void restart(UUID id, UUID process) {
        jdbc.sql("""
                UPDATE query_side.replay SET position = 0, as_of = NULL, events_done = 0
                WHERE id = ? AND claimed_by = ?""").params(id, process).update();
    }

    /** Running replays without a valid claim. */
    List<UUID> unclaimed() {
        return jdbc.sql("""
                        SELECT id FROM query_side.replay
                        WHERE state = 'running' AND (claimed_until IS NULL OR claimed_until < ?)
                        ORDER BY started_at, id""")
                .param(Timestamp.from(clock.instant()))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    UUID begin(
            Replay.Kind kind,
            List<String> projections,
            @Nullable Long until,
            @Nullable Instant requestedAt,
            long events,
            @Nullable UUID requestedBy) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO query_side.replay (id, kind, projections, until, requested_at, state, events_total, requested_by,
                    started_at)
                VALUES (:id, :kind, :projections, :until::bigint, :requested_at::timestamptz, 'running', :events,
                    :requested_by::uuid, :now)""")
                .param("id", id)
                .param("kind", WireNames.of(kind))
                .param("projections", projections.toArray(String[]::new))
                .param("until", until)
                .param("requested_at", requestedAt == null ? null : requestedAt.toString())
                .param("events", events)
                .param("requested_by", requestedBy)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /**
     * Stores the position up to which a replay has applied the events. Runs in the transaction of the batch, so that a killed replay resumes after its last batch. Fails if another
     * process has advanced the replay since this batch began.
     */
    void advance(UUID id, long before, long position, Instant asOf, int events) {
        int advanced = jdbc.sql("""
                        UPDATE query_side.replay
                        SET position = ?, as_of = ?, events_done = events_done + ?,
                            events_total = greatest(events_total, events_done + ?), problem = NULL
                        WHERE id = ? AND position = ?""")
                .params(position, Timestamp.from(asOf), events, events, id, before)
                .update();
        if (advanced == 0) {
            throw new IllegalStateException("another process took over the replay, or the replay was deleted");
        }
    }

    /** Sets the current failure, or clears it with null. Returns false if the replay no longer exists. */
    boolean recordProblem(UUID id, @Nullable String problem) {
        return jdbc.sql("UPDATE query_side.replay SET problem = ? WHERE id = ?")
                        .param(problem)
                        .param(id)
                        .update()
                == 1;
    }

    /** Ends a running replay. Fails if it was dropped meanwhile, which rolls back the transaction that would end it. */
    void end(UUID id, Replay.State state, @Nullable String problem) {
        int ended = jdbc.sql(
                        "UPDATE query_side.replay SET state = ?, problem = ?, ended_at = ? WHERE id = ? AND state = 'running'")
                .param(WireNames.of(state))
                .param(problem)
                .param(Timestamp.from(clock.instant()))
                .param(id)
                .update();
        if (ended == 0) {
            throw new IllegalStateException("another process ended the replay, or the replay was deleted");
        }
    }

    /** Ends a comparison with its result. */
    void compared(UUID id, long drifted, List<Difference> drifts) {
        jdbc.sql("""
                UPDATE query_side.replay SET drifted = ?, drifts = ?::jsonb, state = 'done', ended_at = ? WHERE id = ?""")
                .params(drifted, json.writeValueAsString(drifts), Timestamp.from(clock.instant()), id)
                .update();
    }

    void delete(UUID id) {
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
                .param(QueryLimits.MAX_LISTED_REPLAYS)
                .query(this::read)
                .list();
    }

    /** The latest finished comparison of a read model. */
    Optional<LatestComparison> latestComparison(String projection) {
        return jdbc.sql("""
                        SELECT id, position, drifted, ended_at FROM query_side.replay
                        WHERE kind = 'verify' AND state = 'done' AND projections = ARRAY[?]::text[]
                        ORDER BY ended_at DESC LIMIT 1""")
                .param(projection)
                .query((row, number) -> new LatestComparison(
                        projection,
                        row.getObject("id", UUID.class),
                        row.getLong("position"),
                        row.getObject("drifted", Long.class),
                        Sql.instant(row, "ended_at")))
                .optional();
    }

    List<Replay> sandboxes() {
        return jdbc.sql("SELECT * FROM query_side.replay WHERE kind = 'sandbox' ORDER BY started_at, id")
                .query(this::read)
                .list();
    }

    /** When the last key of a data subject was destroyed; empty if none was. */
    Optional<Instant> lastErasure() {
        return jdbc.sql("SELECT max(destroyed_at) FROM events.subject_key WHERE destroyed_at IS NOT NULL")
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "max")))
                .single();
    }

    /** Replays whose copies are still needed. */
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
                WireNames.parse(Replay.Kind.class, row.getString("kind")),
                List.of((String[]) row.getArray("projections").getArray()),
                until,
                Sql.instant(row, "requested_at"),
                WireNames.parse(Replay.State.class, row.getString("state")),
                row.getLong("position"),
                Sql.instant(row, "as_of"),
                row.getLong("events_done"),
                row.getLong("events_total"),
                row.getString("problem"),
                drifted,
                json.readValue(row.getString("drifts"), DIFFERENCES),
                row.getObject("requested_by", UUID.class),
                row.getTimestamp("started_at").toInstant(),
                Sql.instant(row, "ended_at"));
    }
}
