package io.tokenledger.query.audittrail;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
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

/** Reads {@code audit_trail_v2}. Joins the names of keys and accounts at read time, because they may change. */
@Repository
class AuditTrailRepository {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrailRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The account that created the key; empty if the key does not exist or the caller may not see its events. */
    Optional<UUID> ownerOf(UUID tokenId, Caller caller, AsOf asOf) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.token_id = ? AND r.action = 'token.created'", tokenId);
        VisibleAccounts.restrict(conditions, "r.owner_id", caller, asOf);
        return jdbc.sql("SELECT r.owner_id FROM audit_trail_v2 r" + conditions.where())
                .params(conditions.values())
                .query((row, number) -> row.getObject("owner_id", UUID.class))
                .optional();
    }

    List<AuditRow> page(AuditQuery query, @Nullable Long after, int limit, AuditQuery.Names names) {
        AuditQuery.Statement page = query.page(after, limit, names);
        return jdbc.sql(page.text()).params(page.values()).query(this::read).list();
    }

    private AuditRow read(ResultSet row, int number) throws SQLException {
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
                json.readValue(row.getString("all_data"), DATA));
    }

    private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
