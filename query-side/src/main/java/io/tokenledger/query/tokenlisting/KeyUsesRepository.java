package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.KeyUses.KeyUse;
import io.tokenledger.api.query.KeysOfOtherAccounts;
import io.tokenledger.api.query.KeysOfOtherAccounts.KeyOfOtherAccount;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.AuditNetworks;
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

/** Counts the recent uses of the working keys that an account owns or may know, in the audit trail. */
@Repository
@SharedQueryHandler
class KeyUsesRepository {
    /** The uses {@code u} of a key {@code t}. */
    private static final String USES = """
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(s.uses), 0)::bigint AS uses, max(s.last_at) AS last_at, count(DISTINCT s.network) AS networks,
                       (array_agg(s.user_agent ORDER BY s.uses DESC) FILTER (WHERE s.user_agent IS NOT NULL))[1:20] AS agents
                FROM (SELECT %s AS network, x.user_agent, sum(r.count) AS uses, max(r.last_at) AS last_at
                      FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)
                      WHERE r.token_id = t.token_id AND r.action = 'token.used' AND r.last_at >= ?%%s
                      GROUP BY 1, 2) s) u
            """.formatted(AuditNetworks.NETWORK);

    private static final String WORKS =
            "NOT t.deleted AND t.active AND (t.expires_at IS NULL OR t.expires_at > ?::timestamptz)";
    private static final String ORDER =
            " ORDER BY u.uses DESC, t.created_at DESC, t.token_id LIMIT " + QueryLimits.MAX_KEYS_WITH_USES;

    /** The keys {@code t} of others whose secret that works now was shown to the account that created or rotated them. */
    private static final String SHOWN = """
            t.token_id IN (
                SELECT r.token_id FROM audit_trail_v3 r
                JOIN token_history_v1 h ON h.token_id = r.token_id AND h.valid_from = r.position
                JOIN token_listing_v1 k ON k.token_id = r.token_id
                WHERE r.actor_id = ? AND %s AND r.action IN ('token.created', 'token.rotated')
                    AND (h.generation = k.generation
                         OR (h.generation = k.generation - 1 AND k.retained_until > ?::timestamptz)))""".formatted(AuditActions.NO_USE);

    private static final int MAX_AGENTS = 10;

    private final JdbcClient jdbc;

    KeyUsesRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<KeyUse> ofOwner(UUID owner, Instant since, Caller caller, AsOf now) {
        Statement statement = new Statement(caller, now);
        List<Object> values = statement.uses(since);
        values.addAll(List.of(owner, Timestamp.from(now.at())));
        values.addAll(statement.keys.values());
        return jdbc.sql("SELECT t.token_id, t.name, u.* FROM token_listing_v1 t " + statement.uses()
                        + "WHERE t.owner_id = ? AND " + WORKS + statement.keys.and() + ORDER)
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

    /** Keys of other accounts of which this account may know a secret that works. */
    KeysOfOtherAccounts ofOtherAccounts(UUID account, Instant since, Caller caller, AsOf now) {
        Statement statement = new Statement(caller, now);
        List<Object> values = statement.uses(since);
        values.addAll(List.of(account, Timestamp.from(now.at()), account, Timestamp.from(now.at())));
        values.addAll(statement.keys.values());
        long[] total = new long[1];
        List<KeyOfOtherAccount> keys = jdbc.sql(
                        "SELECT t.token_id, t.name, t.owner_id, a.username, t.created_at, u.*, count(*) OVER () AS total"
                                + " FROM token_listing_v1 t JOIN account_listing_v1 a ON a.account_id = t.owner_id "
                                + statement.uses()
                                + "WHERE t.owner_id <> ? AND a.active AND NOT a.deleted AND " + WORKS + " AND " + SHOWN
                                + statement.keys.and() + ORDER)
                .params(values)
                .query((row, number) -> {
                    total[0] = row.getLong("total");
                    return new KeyOfOtherAccount(
                            row.getObject("token_id", UUID.class),
                            row.getString("name"),
                            row.getObject("owner_id", UUID.class),
                            row.getString("username"),
                            row.getTimestamp("created_at").toInstant(),
                            row.getLong("uses"),
                            Sql.instant(row, "last_at"),
                            row.getLong("networks"),
                            agents(row.getArray("agents")));
                })
                .list();
        return new KeysOfOtherAccounts(total[0], keys);
    }

    /** What the caller may see of the uses and of the keys. */
    private static final class Statement {
        private final SqlConditions entries = new SqlConditions();
        private final SqlConditions keys = new SqlConditions();

        Statement(Caller caller, AsOf now) {
            VisibleAccounts.restrictEntries(entries, "r", caller);
            VisibleAccounts.restrict(keys, "t.owner_id", caller, now);
        }

        String uses() {
            return USES.formatted(entries.and());
        }

        List<Object> uses(Instant since) {
            List<Object> values = new ArrayList<>(List.of(Timestamp.from(since)));
            values.addAll(entries.values());
            return values;
        }
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
