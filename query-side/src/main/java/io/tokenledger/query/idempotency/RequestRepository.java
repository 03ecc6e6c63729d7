package io.tokenledger.query.idempotency;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.limit.MinuteBudget;
import io.tokenledger.query.QueryLimits;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The rows of {@code query_side.request}: requests of the last 24 hours that carried an {@code Idempotency-Key}. */
@Repository
class RequestRepository {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final MinuteBudget<UUID> stored;

    RequestRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stored = new MinuteBudget<>(clock);
    }

    /** Claims the key; false if another request holds it. A claim without an answer ends after a while. */
    boolean claim(RequestKey key, String fingerprint) {
        return jdbc.sql("""
                        INSERT INTO query_side.request AS known (account_id, key, fingerprint, recorded_at)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (account_id, key) DO UPDATE
                        SET fingerprint = excluded.fingerprint, recorded_at = excluded.recorded_at,
                            status = NULL, answer = NULL
                        WHERE known.recorded_at <= ?
                           OR (known.status IS NULL AND known.fingerprint = excluded.fingerprint
                               AND known.recorded_at <= ?)""")
                        .params(
                                key.accountId(),
                                key.key(),
                                fingerprint,
                                ago(Duration.ZERO),
                                ago(ApiLimits.IDEMPOTENCY_KEY_LIFETIME),
                                ago(QueryLimits.MAX_REQUEST_TIME))
                        .update()
                == 1;
    }

    void release(RequestKey key) {
        jdbc.sql("DELETE FROM query_side.request WHERE account_id = ? AND key = ? AND status IS NULL")
                .params(key.accountId(), key.key())
                .update();
    }

    Optional<StoredRequest> find(RequestKey key) {
        return jdbc.sql("SELECT fingerprint, status, answer FROM query_side.request WHERE account_id = ? AND key = ?")
                .params(key.accountId(), key.key())
                .query((row, number) -> new StoredRequest(
                        row.getString("fingerprint"), row.getObject("status", Integer.class), row.getString("answer")))
                .optional();
    }

    /** Stores the answer, or only its status if it is too large, or the account has stored too many. */
    void storeAnswer(RequestKey key, int status, String json) {
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        boolean fits = bytes <= QueryLimits.MAX_STORED_ANSWER_BYTES
                && stored.spend(key.accountId(), bytes, QueryLimits.MAX_STORED_BYTES_PER_MINUTE);
        store(key, status, fits ? json : null);
    }

    /** Stores only the status of an answer that shows a secret. */
    void storeStatus(RequestKey key, int status) {
        store(key, status, null);
    }

    private void store(RequestKey key, int status, @Nullable String answer) {
        jdbc.sql("""
                UPDATE query_side.request SET status = :status, answer = :answer
                WHERE account_id = :account AND key = :key""")
                .param("status", status)
                .param("answer", answer)
                .param("account", key.accountId())
                .param("key", key.key())
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void deleteExpired() {
        jdbc.sql("DELETE FROM query_side.request WHERE recorded_at <= ?")
                .param(ago(ApiLimits.IDEMPOTENCY_KEY_LIFETIME))
                .update();
    }

    private Timestamp ago(Duration time) {
        return Timestamp.from(clock.instant().minus(time));
    }
}
