package io.tokenledger.query.audittrail;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.KeyFamily;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code audit_trail_v3} and its search tables. Joins the names of keys and accounts at read time, because they may
 * change.
 */
@Repository
class AuditTrailRepository {
    private static final String COUNTS = """
            SELECT dimension, value, entries, times, refused
            FROM (SELECT *, row_number() OVER (PARTITION BY dimension ORDER BY times DESC, value) AS place
                  FROM (SELECT grouping(begin, action, outcome, token_id, ip) AS dimension,
                               coalesce(to_char(begin, 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), action, outcome,
                                        token_id::text, host(ip)) AS value,
                               count(*) AS entries, sum(count)::bigint AS times,
                               coalesce(sum(count) FILTER (WHERE outcome_of = 'refused'), 0)::bigint AS refused
                        FROM (SELECT date_trunc('%s', r.recorded_at AT TIME ZONE 'UTC') AS begin, r.action,
                                     r.outcome, r.outcome AS outcome_of, r.token_id,
                                     CASE WHEN %s THEN r.ip END AS ip, r.count %s) e
                        GROUP BY GROUPING SETS ((begin), (action), (outcome), (token_id), (ip))) g
                  WHERE value IS NOT NULL) ranked
            WHERE dimension NOT IN (29, 30) OR place <= %d
            ORDER BY dimension, place""";

    private static final String LATER_USES = """
            SELECT coalesce(sum(accepted), 0)::bigint AS accepted, coalesce(sum(refused), 0)::bigint AS refused,
                   max(last_accepted_at) AS last_accepted_at, max(last_refused_at) AS last_refused_at,
                   (array_agg(host(ip) ORDER BY accepted + refused DESC, ip) FILTER (WHERE ip IS NOT NULL))[1:10]
                       AS addresses
            FROM (SELECT r.ip,
                         coalesce(sum(r.count) FILTER (WHERE r.outcome = 'accepted'), 0) AS accepted,
                         coalesce(sum(r.count) FILTER (WHERE r.outcome = 'refused'), 0) AS refused,
                         max(r.last_at) FILTER (WHERE r.outcome = 'accepted') AS last_accepted_at,
                         max(r.last_at) FILTER (WHERE r.outcome = 'refused') AS last_refused_at
                  FROM audit_trail_v3 r%s AND r.place > ? AND r.action IN ('token.used', 'token.use_refused')
                  GROUP BY r.ip) u""";

    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrailRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The creation of a key: its position, and the account that owns the key. */
    record Creation(UUID ownerId, long position) {}

    /** The creation of the key; empty if the key does not exist or the caller may not see its events. */
    Optional<Creation> creationOf(UUID tokenId, Caller caller, AsOf asOf) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.token_id = ? AND r.action = 'token.created'", tokenId);
        VisibleAccounts.restrict(conditions, "r.owner_id", caller, asOf);
        return jdbc.sql("SELECT r.owner_id, r.position FROM audit_trail_v3 r" + conditions.where())
                .params(conditions.values())
                .query((row, number) -> new Creation(row.getObject("owner_id", UUID.class), row.getLong("position")))
                .optional();
    }

    /**
     * The ids of the key's family.
     *
     * @throws ProblemException if the family is too large for a filter
     */
    List<UUID> familyOf(UUID key) {
        List<UUID> family = KeyFamily.idsOf(key, jdbc, QueryLimits.MAX_FAMILY + 1);
        if (family.size() > QueryLimits.MAX_FAMILY) {
            throw ProblemCode.BAD_VALUE.because(
                    "More than %d keys were created with this key. Use 'family_of' with the keys that it created.",
                    QueryLimits.MAX_FAMILY);
        }
        return family;
    }

    List<AuditRow> page(AuditQuery query, @Nullable Long after, int limit, AuditQuery.Names names) {
        AuditQuery.Statement page = query.page(after, limit, names);
        return jdbc.sql(page.text())
                .params(page.values())
                .query((row, number) -> read(row, query))
                .list();
    }

    /** Counts the entries of a query in one pass. Keys and addresses are limited to those with the most occurrences. */
    List<AuditSummary.Cell> count(AuditQuery query, String interval) {
        AuditQuery.Statement rows = query.rows();
        return jdbc.sql(COUNTS.formatted(interval, query.origins().all(), rows.text(), QueryLimits.MAX_RANKED))
                .params(query.origins().values())
                .params(rows.values())
                .query((row, number) -> new AuditSummary.Cell(
                        row.getInt("dimension"),
                        new AuditSummary.Count(
                                row.getString("value"),
                                row.getLong("entries"),
                                row.getLong("times"),
                                row.getLong("refused"))))
                .list();
    }

    /** Counts the uses after a position that the conditions on {@code r} select. */
    LaterUses laterUses(SqlConditions conditions, long position) {
        return jdbc.sql(LATER_USES.formatted(conditions.where()))
                .params(conditions.values())
                .param(position)
                .query((row, number) -> {
                    Array addresses = row.getArray("addresses");
                    return new LaterUses(
                            row.getLong("accepted"),
                            row.getLong("refused"),
                            Sql.instant(row, "last_accepted_at"),
                            Sql.instant(row, "last_refused_at"),
                            addresses == null ? List.of() : List.of((String[]) addresses.getArray()));
                })
                .single();
    }

    /** The signals of the events at these positions, in the order of their events. */
    List<RaisedSignal> signals(long firstPosition, long lastPosition) {
        return jdbc.sql("""
                        SELECT position, kind, reason, evidence FROM signal_v1
                        WHERE position BETWEEN ? AND ? ORDER BY position, kind""")
                .params(firstPosition, lastPosition)
                .query((row, number) -> new RaisedSignal(
                        row.getLong("position"), row.getString("kind"), row.getString("reason"), List.of((Long[])
                                row.getArray("evidence").getArray())))
                .list();
    }

    /** Hashes of the texts that match a condition. */
    List<UUID> textHashes(String condition, int limit, Object... values) {
        return jdbc.sql("SELECT text_hash FROM audit_trail_text_v2 WHERE " + condition + " LIMIT " + limit)
                .params(values)
                .query((row, number) -> row.getObject("text_hash", UUID.class))
                .list();
    }

    /** The positions of entries that can have been recorded in a window. An end without a time has no limit. */
    PositionRange positions(@Nullable Instant from, @Nullable Instant to) {
        if (from == null && to == null) {
            return PositionRange.ALL;
        }
        PositionRange found = jdbc.sql("""
                        SELECT coalesce(min(first_position), 9223372036854775807) AS first,
                               coalesce(max(last_position), 0) AS last
                        FROM audit_trail_slot_v2 WHERE slot >= ?::timestamptz AND slot <= ?::timestamptz""")
                .param(
                        from == null
                                ? "-infinity"
                                : AuditTrailWriter.slotOf(from).toString())
                .param(to == null ? "infinity" : AuditTrailWriter.slotOf(to).toString())
                .query((row, number) -> new PositionRange(row.getLong("first"), row.getLong("last")))
                .single();
        return new PositionRange(
                from == null ? PositionRange.ALL.first() : found.first(),
                to == null ? PositionRange.ALL.last() : found.last());
    }

    private AuditRow read(ResultSet row, AuditQuery query) throws SQLException {
        boolean showsOrigin = row.getBoolean("origin_is_visible");
        return new AuditRow(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("action"),
                row.getString("outcome"),
                row.getString("reason"),
                new AuditRow.Actor(
                        uuid(row, "actor_id"),
                        row.getString("actor_username"),
                        uuid(row, "actor_key_id"),
                        showsOrigin ? row.getString("session_id") : null),
                uuid(row, "owner_id"),
                row.getString("owner_username"),
                uuid(row, "token_id"),
                row.getString("token_name"),
                uuid(row, "organization_id"),
                uuid(row, "workspace_id"),
                showsOrigin ? row.getString("address") : null,
                showsOrigin ? row.getString("user_agent") : null,
                row.getString("correlation_id"),
                row.getLong("count"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                json.readValue(row.getString("all_data"), DATA),
                query.shown(List.of((UUID[]) row.getArray("organizations").getArray())));
    }

    private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
