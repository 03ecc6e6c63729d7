package io.tokenledger.query.tokenlookup;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.KnownKey;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds keys and accounts by what a found value names. A caller finds only what it may see. */
@Repository
class TokenLookupRepository {
    private final JdbcClient jdbc;

    TokenLookupRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A secret that a key has or had. */
    record KnownSecret(
            KnownKey key,
            int generation,
            Instant workedFrom,
            @Nullable Instant workedUntil) {}

    /** The secrets with these digests, by digest. */
    Map<String, KnownSecret> secrets(Collection<String> digests, Caller caller, AsOf now) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("s.digest = ANY (?)", (Object) digests.toArray(String[]::new));
        VisibleAccounts.restrict(conditions, "t.owner_id", caller, now);
        Map<String, KnownSecret> known = new HashMap<>();
        jdbc.sql("SELECT s.digest, s.generation, s.worked_from, s.worked_until, " + KnownKey.COLUMNS
                        + "FROM token_secret_v1 s JOIN (" + KnownKey.TABLES + ") ON t.token_id = s.token_id"
                        + conditions.where())
                .params(conditions.values())
                .query(row -> {
                    known.put(
                            row.getString("digest"),
                            new KnownSecret(
                                    KnownKey.read(row, 0),
                                    row.getInt("generation"),
                                    row.getTimestamp("worked_from").toInstant(),
                                    Sql.instant(row, "worked_until")));
                });
        return known;
    }

    /** The keys with these ids, by id. */
    Map<UUID, KnownKey> keys(Collection<UUID> ids, Caller caller, AsOf now) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("t.token_id = ANY (?)", (Object) ids.toArray(UUID[]::new));
        VisibleAccounts.restrict(conditions, "t.owner_id", caller, now);
        Map<UUID, KnownKey> keys = new HashMap<>();
        jdbc.sql("SELECT " + KnownKey.COLUMNS + "FROM " + KnownKey.TABLES + conditions.where())
                .params(conditions.values())
                .query(row -> {
                    KnownKey key = KnownKey.read(row, 0);
                    keys.put(key.tokenId(), key);
                });
        return keys;
    }

    /** A secret of a key, by its generation. */
    record SecretId(UUID tokenId, int generation) {}

    /** When the secrets of these keys ended; without those that have not ended. */
    Map<SecretId, Instant> secretsEnded(Collection<UUID> keys) {
        Map<SecretId, Instant> ended = new HashMap<>();
        jdbc.sql("""
                        SELECT token_id, generation, worked_until FROM token_secret_v1
                        WHERE token_id = ANY (?) AND worked_until IS NOT NULL""").param(keys.toArray(UUID[]::new)).query(row -> {
            ended.put(
                    new SecretId(row.getObject("token_id", UUID.class), row.getInt("generation")),
                    row.getTimestamp("worked_until").toInstant());
        });
        return ended;
    }

    /** The usernames of these accounts, by id. */
    Map<UUID, String> usernames(Collection<UUID> accounts, Caller caller, AsOf now) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("a.account_id = ANY (?)", (Object) accounts.toArray(UUID[]::new));
        VisibleAccounts.restrict(conditions, "a.account_id", caller, now);
        Map<UUID, String> usernames = new HashMap<>();
        jdbc.sql("SELECT a.account_id, a.username FROM account_listing_v1 a" + conditions.where())
                .params(conditions.values())
                .query(row -> {
                    usernames.put(row.getObject("account_id", UUID.class), row.getString("username"));
                });
        return usernames;
    }

    /** When these API tokens were revoked, by {@code jti}; without those that were not. */
    Map<String, Instant> revoked(Collection<UUID> accounts, Collection<String> jtis) {
        return instants(
                "SELECT r.data ->> 'jti' AS jti, min(r.recorded_at) AS at FROM audit_trail_v3 r WHERE r.owner_id = ANY (?) AND "
                        + AuditActions.NO_USE
                        + " AND r.action = 'account.api_token_revoked' AND r.data ->> 'jti' = ANY (?) GROUP BY 1",
                accounts.toArray(UUID[]::new),
                jtis.toArray(String[]::new));
    }

    /**
     * When all sessions of an account first ended after it signed in and got one of these API tokens, by {@code jti};
     * without those whose sessions did not end.
     */
    Map<String, Instant> sessionsEnded(Collection<String> jtis) {
        return instants("""
                SELECT b.session_id AS jti, min(r.recorded_at) AS at
                FROM audit_trail_v3 b JOIN audit_trail_v3 r ON r.owner_id = b.owner_id AND r.position > b.position
                WHERE b.session_id = ANY (?) AND b.action = 'account.signed_in' AND %s
                    AND r.action IN ('account.sessions_ended', 'account.password_changed', 'account.deactivated',
                                     'account.deleted')
                GROUP BY 1""".formatted(AuditActions.NO_USE), (Object) jtis.toArray(String[]::new));
    }

    private Map<String, Instant> instants(String statement, Object... values) {
        Map<String, Instant> instants = new HashMap<>();
        jdbc.sql(statement).params(values).query(row -> {
            instants.put(row.getString("jti"), row.getTimestamp("at").toInstant());
        });
        return instants;
    }
}
