package io.tokenledger.query.audittrail;

import io.tokenledger.access.use.Caller;
import io.tokenledger.eventstore.SqlArrays;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code audit_trail_v1}. Names of keys and accounts are joined when it is read: they may change. */
@Repository
class AuditTrail {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};
    /** One text for batches of any size, which PostgreSQL plans once. */
    private static final String INSERT = """
            INSERT INTO query_side.audit_trail_v1 (
                position, event_id, recorded_at, action, outcome, reason, actor_id, actor_key_id, session_id,
                owner_id, token_id, organization_id, workspace_id, ip, user_agent, correlation_id, count, first_at, last_at, data)
            SELECT position, event_id::uuid, recorded_at::timestamptz, action, outcome, reason, actor_id::uuid,
                actor_key_id::uuid, session_id, owner_id::uuid, token_id::uuid,
                organization_id::uuid, workspace_id::uuid, ip::inet, user_agent, correlation_id,
                count, first_at::timestamptz, last_at::timestamptz, data::jsonb
            FROM unnest(
                ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[]
            ) AS row (
                position, event_id, recorded_at, action, outcome, reason, actor_id, actor_key_id, session_id,
                owner_id, token_id, organization_id, workspace_id, ip, user_agent, correlation_id, count, first_at, last_at, data)
            ON CONFLICT (position) DO NOTHING""";

    private static final String TIMELINE = """
            SELECT r.*, host(r.ip) AS address, a.username AS actor_username, t.name AS token_name
            FROM query_side.audit_trail_v1 r
            LEFT JOIN query_side.account_listing_v1 a ON a.account_id = r.actor_id
            LEFT JOIN query_side.token_listing_v1 t ON t.token_id = r.token_id
            WHERE r.token_id = ? AND r.position > ?
            ORDER BY r.position LIMIT ?""";

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrail(JdbcTemplate batches, JdbcClient jdbc, JsonMapper json) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(List<AuditEntry> entries) {
        batches.update(INSERT, statement -> {
            new SqlArrays<>(statement, entries)
                    .numbers(AuditEntry::position)
                    .texts(AuditEntry::eventId)
                    .texts(AuditEntry::recordedAt)
                    .texts(AuditEntry::action)
                    .texts(AuditEntry::outcome)
                    .texts(AuditEntry::reason)
                    .texts(AuditEntry::actorId)
                    .texts(AuditEntry::actorKeyId)
                    .texts(AuditEntry::sessionId)
                    .texts(AuditEntry::ownerId)
                    .texts(AuditEntry::tokenId)
                    .texts(AuditEntry::organizationId)
                    .texts(AuditEntry::workspaceId)
                    .texts(AuditEntry::ip)
                    .texts(AuditEntry::userAgent)
                    .texts(AuditEntry::correlationId)
                    .numbers(AuditEntry::count)
                    .texts(AuditEntry::first)
                    .texts(AuditEntry::last)
                    .texts(entry -> json.writeValueAsString(entry.data()));
        });
    }

    /** Whether there is such a key, and the caller may see what happened to it. */
    boolean isVisible(UUID tokenId, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.token_id = ? AND r.action = 'token.created'", tokenId);
        VisibleAccounts.restrict(conditions, "r.owner_id", caller);
        return jdbc.sql("SELECT count(*) FROM query_side.audit_trail_v1 r" + conditions.where())
                        .params(conditions.values())
                        .query(Long.class)
                        .single()
                > 0;
    }

    List<AuditRow> timeline(UUID tokenId, long after, int limit) {
        return jdbc.sql(TIMELINE)
                .params(tokenId, after, limit)
                .query(this::read)
                .list();
    }

    private AuditRow read(ResultSet row, int number) throws SQLException {
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
                        row.getString("session_id")),
                uuid(row, "owner_id"),
                uuid(row, "token_id"),
                row.getString("token_name"),
                uuid(row, "organization_id"),
                uuid(row, "workspace_id"),
                row.getString("address"),
                row.getString("user_agent"),
                row.getString("correlation_id"),
                row.getLong("count"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                json.readValue(row.getString("data"), DATA));
    }

    private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
