package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.AuthenticationLimits;
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
    /**
     * How many revoked API tokens of one kind (of keys, or of sessions) an account still has.
     *
     * @param count number of tokens that must still be kept
     * @param firstRemoval earliest instant until which one of them must be kept; null if there is none
     */
    record RevokedCount(long count, @Nullable Instant firstRemoval) {}

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

    /** Passes on the id of each token, with the instant until which it must be kept. */
    void forEach(BiConsumer<String, Instant> each) {
        jdbc.sql("SELECT jti, remember_until FROM command_side.revoked_api_token")
                .query((RowCallbackHandler) row -> each.accept(
                        row.getString("jti"), row.getTimestamp("remember_until").toInstant()));
    }

    /** Counts either API tokens of keys, or sessions and the API tokens that were exchanged for them. */
    RevokedCount count(UUID accountId, boolean sessions, Instant now) {
        return jdbc.sql("""
                        SELECT count(*) AS living, min(remember_until) AS first FROM command_side.revoked_api_token
                        WHERE account_id = ? AND (key_id IS NULL) = ? AND remember_until > ?""")
                .params(accountId, sessions, Timestamp.from(now))
                .query((row, number) -> {
                    Timestamp first = row.getTimestamp("first");
                    return new RevokedCount(row.getLong("living"), first == null ? null : first.toInstant());
                })
                .single();
    }

    /** Skips locked rows, because several processes run this at the same time and must not wait for each other. */
    void deleteUntil(Instant end) {
        jdbc.sql("""
                        DELETE FROM command_side.revoked_api_token WHERE jti IN (
                            SELECT jti FROM command_side.revoked_api_token WHERE remember_until <= ?
                            ORDER BY remember_until LIMIT ? FOR UPDATE SKIP LOCKED)""")
                .params(Timestamp.from(end), AuthenticationLimits.MAX_REVOCATIONS_DELETED_AT_ONCE)
                .update();
    }
}
