package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.KeyUses.KeyUse;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the recent uses of an account's working keys in the audit trail. */
@Repository
@SharedQueryHandler
class KeyUsesRepository {
    private static final String USES = """
            SELECT t.token_id, t.name, u.uses, u.last_at, u.networks, u.agents
            FROM token_listing_v1 t
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(s.uses), 0)::bigint AS uses, max(s.last_at) AS last_at, count(DISTINCT s.network) AS networks,
                       (array_agg(s.user_agent ORDER BY s.uses DESC) FILTER (WHERE s.user_agent IS NOT NULL))[1:20] AS agents
                FROM (SELECT set_masklen(r.ip::cidr, CASE family(r.ip) WHEN 4 THEN 24 ELSE 64 END) AS network, x.user_agent,
                             sum(r.count) AS uses, max(r.last_at) AS last_at
                      FROM audit_trail_v2 r JOIN audit_trail_text_v2 x USING (text_hash)
                      WHERE r.token_id = t.token_id AND r.action = 'token.used' AND r.last_at >= ?%s
                      GROUP BY 1, 2) s) u
            WHERE t.owner_id = ? AND NOT t.deleted AND t.active AND (t.expires_at IS NULL OR t.expires_at > ?)%s
            ORDER BY u.uses DESC, t.created_at DESC, t.token_id LIMIT %d""";
    private static final int MAX_AGENTS = 10;

    private final JdbcClient jdbc;

    KeyUsesRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<KeyUse> of(UUID owner, Instant since, Caller caller, AsOf now) {
        SqlConditions entries = new SqlConditions();
        VisibleAccounts.restrictEntries(entries, "r", caller);
        SqlConditions keys = new SqlConditions();
        VisibleAccounts.restrict(keys, "t.owner_id", caller, now);
        List<Object> values = new ArrayList<>(List.of(Timestamp.from(since)));
        values.addAll(entries.values());
        values.addAll(List.of(owner, Timestamp.from(now.at())));
        values.addAll(keys.values());
        return jdbc.sql(USES.formatted(entries.and(), keys.and(), QueryLimits.MAX_KEYS_WITH_USES))
                .params(values)
                .query((row, number) -> new KeyUse(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getLong("uses"),
                        Sql.instant(row, "last_at"),
                        row.getLong("networks"),
                        agents(row.getArray("agents"))))
                .list();
    }

    private static List<String> agents(@Nullable Array agents) throws SQLException {
        return agents == null
                ? List.of()
                : List.of((String[]) agents.getArray()).stream()
                        .distinct()
                        .limit(MAX_AGENTS)
                        .toList();
    }
}
