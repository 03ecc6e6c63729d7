package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.KnownKey;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the keys and the API tokens of a family, and who ended a key. Every entry is one that the caller may see. */
@Repository
class FamilyRepository {
    private final JdbcClient jdbc;

    FamilyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key of the family with its accepted uses in the window. */
    record Member(
            KnownKey key, int depth, long uses, @Nullable Instant lastUsedAt) {}

    /** The keys of the family that the caller may see, by depth. */
    List<Member> members(Family family, ReportWindow window, Caller caller, AsOf now) {
        Map<UUID, Integer> depths = family.depths();
        SqlConditions uses = new SqlConditions();
        VisibleAccounts.restrictEntries(uses, "r", caller);
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, now);
        List<Object> values = new ArrayList<>(List.of(window.firstPosition(), window.begin(), window.end()));
        values.addAll(uses.values());
        values.add(Family.ids(depths.keySet()));
        values.addAll(visible.values());
        return jdbc.sql("SELECT " + KnownKey.COLUMNS + """
                        , u.uses, u.last_at FROM token_listing_v1 t
                        LEFT JOIN account_listing_v1 a ON a.account_id = t.owner_id
                        CROSS JOIN LATERAL (
                            SELECT coalesce(sum(r.count), 0)::bigint AS uses, max(r.last_at) AS last_at FROM audit_trail_v3 r
                            WHERE r.token_id = t.token_id AND r.place > ? AND r.action = 'token.used' AND r.last_at >= ?
                                AND r.first_at < ?%s) u
                        WHERE t.token_id = ANY (?)%s ORDER BY t.created_at, t.token_id""".formatted(uses.and(), visible.and()))
                .params(values)
                .query((row, number) -> new Member(
                        KnownKey.read(row, number),
                        depths.getOrDefault(row.getObject("token_id", UUID.class), 0),
                        row.getLong("uses"),
                        Sql.instant(row, "last_at")))
                .list();
    }

    /**
     * An API token.
     *
     * @param key key that it was issued for; null for a session
     * @param ended whether it was revoked, or its session ended
     */
    record LivingApiToken(String jti, @Nullable KnownKey key, int generation, Instant expiresAt, boolean ended) {
        /** As a use of it would be decided: by its own end, and by its key. A session ends only by itself. */
        boolean isAccepted(Instant now) {
            return !ended && (key == null || key.reasonToRefuse(generation, now) == null);
        }
    }

    /** API tokens of the family that have not expired, whenever they were issued; those that expire last first. */
    List<LivingApiToken> unexpired(Family family, Caller caller, AsOf now, int most) {
        SqlConditions where = new SqlConditions();
        where.and(family.entries());
        where.and(
                "(r.data ->> 'expires_at')::timestamptz > ?::timestamptz",
                now.at().toString());
        return apiTokens(where, caller, most);
    }

    /** The API token with this id, expired or not; empty if it was never issued or the caller may not see it. */
    Optional<LivingApiToken> apiToken(String jti, Caller caller) {
        SqlConditions where = new SqlConditions();
        where.and("(r.minted_jti = ? OR r.session_id = ?)", jti, jti); // indexes find these
        where.and("coalesce(r.minted_jti, r.session_id) = ?", jti);
        return apiTokens(where, caller, 1).stream().findFirst();
    }

    private List<LivingApiToken> apiTokens(SqlConditions where, Caller caller, int most) {
        VisibleAccounts.restrictEntries(where, "r", caller);
        where.and("(r.minted_jti IS NOT NULL OR r.action = 'account.signed_in')");
        return jdbc.sql("""
                        SELECT coalesce(r.minted_jti, r.session_id) AS jti,
                               coalesce((r.data ->> 'generation')::integer, 0) AS generation,
                               (r.data ->> 'expires_at')::timestamptz AS token_expires_at,
                               EXISTS (SELECT FROM audit_trail_v3 v
                                       WHERE v.owner_id = r.owner_id AND %s AND v.action = 'account.api_token_revoked'
                                           AND v.data ->> 'jti' IN (r.minted_jti, r.session_id))
                                   OR EXISTS (SELECT FROM session_v1 s WHERE s.jti = r.session_id AND s.ended) AS ended, %s
                        FROM audit_trail_v3 r
                        LEFT JOIN token_listing_v1 t ON t.token_id = r.token_id
                        LEFT JOIN account_listing_v1 a ON a.account_id = t.owner_id%s
                        ORDER BY token_expires_at DESC, r.position LIMIT %d""".formatted(AuditActions.noUse("v"), KnownKey.COLUMNS, where.where(), most))
                .params(where.values())
                .query((row, number) -> new LivingApiToken(
                        row.getString("jti"),
                        row.getObject("token_id") == null ? null : KnownKey.read(row, number),
                        row.getInt("generation"),
                        row.getTimestamp("token_expires_at").toInstant(),
                        row.getBoolean("ended")))
                .list();
    }

    /** The roles on the whole instance that these accounts have now. */
    List<String> instanceRoles(Set<UUID> accounts) {
        return jdbc.sql("""
                        SELECT DISTINCT role FROM account_listing_v1 a CROSS JOIN unnest(a.roles) AS role
                        WHERE a.account_id = ANY (?) AND NOT a.deleted ORDER BY role""")
                .param(Family.ids(accounts))
                .query((row, number) -> row.getString("role"))
                .list();
    }

    /** When the account was last deactivated or deleted; empty if it is active or the caller may not see it. */
    Optional<Instant> accountStopped(UUID account) {
        return jdbc.sql("SELECT " + KnownKey.accountStopped("x.account_id")
                        + " AS at FROM (SELECT ?::uuid AS account_id) x")
                .param(account)
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "at")))
                .single();
    }

    /** Whether the account is active; empty if the caller may not see it. */
    Optional<Boolean> isActive(UUID account, Caller caller, AsOf now) {
        SqlConditions where = new SqlConditions();
        where.and("a.account_id = ?", account);
        VisibleAccounts.restrict(where, "a.account_id", caller, now);
        return jdbc.sql("SELECT a.active AND NOT a.deleted FROM account_listing_v1 a" + where.where())
                .params(where.values())
                .query(Boolean.class)
                .optional();
    }

    /** The event that ended a key or an account. */
    record End(
            String action,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    /**
     * What ended the key or its owner's account at this time. Empty for an expiry, which no account causes.
     *
     * @param column {@code token_id} or {@code owner_id}
     */
    Optional<End> end(String column, UUID id, Instant since, Caller caller) {
        SqlConditions where = new SqlConditions();
        where.and(
                "r." + column + " = ? AND " + AuditActions.NO_USE
                        + " AND r.action IN ('token.deactivated', 'token.deleted', 'account.deactivated', 'account.deleted')",
                id);
        where.and("r.recorded_at >= ?::timestamptz", since.toString());
        VisibleAccounts.restrictEntries(where, "r", caller);
        return jdbc.sql("SELECT r.action, r.recorded_at, r.reason, a.username FROM audit_trail_v3 r"
                        + " LEFT JOIN account_listing_v1 a ON a.account_id = r.actor_id" + where.where()
                        + " ORDER BY r.place LIMIT 1")
                .params(where.values())
                .query((row, number) -> new End(
                        row.getString("action"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getString("username"),
                        row.getString("reason")))
                .optional();
    }
}
