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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The key with this id. */
    Optional<KnownKey> key(UUID id, Caller caller, AsOf now) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("t.token_id = ?", id);
        VisibleAccounts.restrict(conditions, "t.owner_id", caller, now);
        return jdbc.sql("SELECT " + KnownKey.COLUMNS + "FROM " + KnownKey.TABLES + conditions.where())
                .params(conditions.values())
                .query(KnownKey::read)
                .optional();
    }

    /** When the secret of this generation ended; empty for the current one. */
    Optional<Instant> secretEnded(UUID tokenId, int generation) {
        return jdbc.sql("SELECT worked_until FROM token_secret_v1 WHERE token_id = ? AND generation = ?")
                .params(tokenId, generation)
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "worked_until")))
                .optional()
                .flatMap(ended -> ended);
    }

    /** The username of an account. */
    Optional<String> username(UUID account, Caller caller, AsOf now) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("a.account_id = ?", account);
        VisibleAccounts.restrict(conditions, "a.account_id", caller, now);
        return jdbc.sql("SELECT a.username FROM account_listing_v1 a" + conditions.where())
                .params(conditions.values())
                .query(String.class)
                .optional();
    }

    /** When the first of these API tokens was revoked. */
    Optional<Instant> revoked(UUID account, List<String> jtis) {
        return instant("r.action = 'account.api_token_revoked' AND r.data ->> 'jti' = ANY (?)", account, (Object)
                jtis.toArray(String[]::new));
    }

    /** When all sessions of the account first ended after the sign-in that issued one of these API tokens. */
    Optional<Instant> sessionsEnded(UUID account, List<String> jtis) {
        return instant("""
                r.action IN ('account.sessions_ended', 'account.password_changed', 'account.deactivated', 'account.deleted')
                AND r.position > (SELECT max(b.position) FROM audit_trail_v2 b
                                  WHERE b.session_id = ANY (?) AND b.action = 'account.signed_in')""", account, (Object) jtis.toArray(String[]::new));
    }

    private Optional<Instant> instant(String condition, UUID account, Object value) {
        return jdbc.sql("SELECT min(r.recorded_at) AS at FROM audit_trail_v2 r WHERE r.owner_id = ? AND "
                        + AuditActions.NO_USE + " AND " + condition)
                .param(account)
                .param(value)
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "at")))
                .single();
    }
}
