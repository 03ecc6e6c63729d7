package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code command_side.revoked_api_token}. */
@Repository
class RevokedApiTokenRepository {
    private static final int MAX_DELETED_AT_ONCE = 10_000;

    /**
     * Revoked API tokens of one account.
     *
     * @param count number of them that are still remembered
     * @param firstForgotten instant at which the first of them is forgotten; null where there is none
     */
    record OfAccount(long count, @Nullable Instant firstForgotten) {}

    private final JdbcClient jdbc;

    RevokedApiTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ApiTokenRevoked event, ApplyMode mode) {
        mode.recordChange(SqlChange.of("""
                INSERT INTO command_side.revoked_api_token (jti, account_id, key_id, remember_until)
                VALUES (?, ?, ?, ?) ON CONFLICT (jti) DO NOTHING""", event.jti(), event.accountId(), event.keyId(), event.rememberUntil())
                .run(jdbc));
    }

    /** Tells each of them, with the instant until which it must be remembered. */
    void forEach(BiConsumer<String, Instant> each) {
        jdbc.sql("SELECT jti, remember_until FROM command_side.revoked_api_token")
                .query((RowCallbackHandler) row -> each.accept(
                        row.getString("jti"), row.getTimestamp("remember_until").toInstant()));
    }

    /** Sessions and what was exchanged for them count apart from API tokens of keys. */
    OfAccount count(UUID accountId, boolean sessions, Instant now) {
        return jdbc.sql("""
                        SELECT count(*) AS living, min(remember_until) AS first FROM command_side.revoked_api_token
                        WHERE account_id = ? AND (key_id IS NULL) = ? AND remember_until > ?""")
                .params(accountId, sessions, Timestamp.from(now))
                .query((row, number) -> {
                    Timestamp first = row.getTimestamp("first");
                    return new OfAccount(row.getLong("living"), first == null ? null : first.toInstant());
                })
                .single();
    }

    /** Several processes do this at once, and none of them waits for another. */
    void deleteUntil(Instant end) {
        jdbc.sql("""
                        DELETE FROM command_side.revoked_api_token WHERE jti IN (
                            SELECT jti FROM command_side.revoked_api_token WHERE remember_until <= ?
                            ORDER BY remember_until LIMIT ? FOR UPDATE SKIP LOCKED)""").params(Timestamp.from(end), MAX_DELETED_AT_ONCE).update();
    }
}
