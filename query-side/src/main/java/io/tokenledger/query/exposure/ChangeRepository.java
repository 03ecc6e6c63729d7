package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.exposure.ExposureReport.Change;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleOrigins;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what a family did besides being used. */
@Repository
class ChangeRepository {
    private final JdbcClient jdbc;

    ChangeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Changes, reads and exports of the family in the window, in order. */
    List<Change> changes(Family family, ReportWindow window, Caller caller, int most) {
        SqlConditions where = family.caused();
        where.and(AuditActions.NO_USE);
        where.and("r.recorded_at >= ? AND r.recorded_at < ?", window.begin(), window.end());
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "r", caller);
        if (!visible.values().isEmpty()) {
            List<Object> values = new ArrayList<>(visible.values());
            values.add(caller.accountId());
            where.and("(" + visible.all() + " OR r.actor_id = ?)", values.toArray());
        }
        SqlConditions origins = VisibleOrigins.of("r", caller);
        List<Object> values = new ArrayList<>(origins.values());
        values.addAll(where.values());
        return jdbc.sql("""
                        SELECT r.*, host(r.ip) AS address, x.user_agent, %s AS origin_is_visible, t.name AS token_name,
                               a.username, o.name AS organization_name, w.name AS workspace_name,
                               r.data ->> 'role' AS role, r.data ->> 'roles' AS roles, r.data ->> 'view' AS view,
                               r.data ->> 'format' AS format, r.data ->> 'act' AS act, r.data ->> 'matched' AS matched,
                               r.data ->> 'sink' AS sink
                        FROM audit_trail_v3 r
                        JOIN audit_trail_text_v2 x USING (text_hash)
                        LEFT JOIN token_listing_v1 t ON t.token_id = r.token_id
                        LEFT JOIN account_listing_v1 a ON a.account_id = r.owner_id
                        LEFT JOIN organization_listing_v1 o ON o.organization_id = r.organization_id
                        LEFT JOIN workspace_listing_v1 w ON w.workspace_id = r.workspace_id%s
                        ORDER BY r.position LIMIT %d""".formatted(origins.all(), where.where(), most + 1))
                .params(values)
                .query(ChangeRepository::readChange)
                .list();
    }

    private static Change readChange(ResultSet row, int number) throws SQLException {
        Map<String, String> names = new HashMap<>();
        for (String place : List.of("role", "roles", "view", "format", "act", "matched", "sink")) {
            put(names, place, row.getString(place));
        }
        put(names, "token", row.getString("token_name"));
        put(names, "owner", row.getString("username"));
        put(names, "organization", row.getString("organization_name"));
        put(names, "workspace", row.getString("workspace_name"));
        String action = row.getString("action");
        boolean showsOrigin = row.getBoolean("origin_is_visible");
        return new Change(
                row.getLong("position"),
                row.getTimestamp("recorded_at").toInstant(),
                action,
                ChangeSentences.of(action, names),
                row.getObject("actor_key_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("workspace_id", UUID.class),
                showsOrigin ? row.getString("address") : null,
                showsOrigin ? row.getString("user_agent") : null);
    }

    private static void put(Map<String, String> names, String place, @Nullable String name) {
        if (name != null) {
            names.put(place, name);
        }
    }
}
