package io.tokenledger.command.idempotency;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The writes of the last 24 hours that carried an {@code Idempotency-Key}, by account. */
@Component
public class IdempotencyKeyRepository {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final CommitBarrier commitBarrier;
    private final DeploymentMode deploymentMode;

    IdempotencyKeyRepository(JdbcClient jdbc, Clock clock, CommitBarrier commitBarrier, DeploymentMode deploymentMode) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.commitBarrier = commitBarrier;
        this.deploymentMode = deploymentMode;
    }

    /**
     * The write that was completed under this key in the last 24 hours, if any. On return, all processes have applied
     * it.
     */
    public Optional<CompletedWrite> find(UUID accountId, String key) {
        Optional<CompletedWrite> done = stored(accountId, key);
        if (done.filter(one -> one.status() == null).isPresent()) {
            commitBarrier.awaitAll(); // the write may not be acknowledged yet
        }
        return done;
    }

    private Optional<CompletedWrite> stored(UUID accountId, String key) {
        return jdbc.sql("""
                        SELECT fingerprint, subject_id, status, etag, answer FROM command_side.idempotency
                        WHERE account_id = ? AND key = ? AND recorded_at > ?""")
                .params(accountId, key, expiredBefore())
                .query((row, number) -> new CompletedWrite(
                        row.getString("fingerprint"),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("status", Integer.class),
                        row.getString("etag"),
                        row.getString("answer")))
                .optional();
    }

    /** Claims the key in the transaction of the write; false if another write has claimed it. */
    boolean claim(UUID accountId, String key, String fingerprint, UUID subjectId) {
        if (deploymentMode.keepsTables()) {
            return insertUnlessClaimed(accountId, key, fingerprint, subjectId);
        }
        // With Axon Server, the process that holds the lock can end after it appended its events. A write that waited
        // for the lock would then claim the key of a completed write. So this write fails at once. Its retry first
        // waits for the lookup tables.
        lockTimeout("1ms");
        boolean taken = insertUnlessClaimed(accountId, key, fingerprint, subjectId);
        lockTimeout("0");
        return taken;
    }

    private void lockTimeout(String longest) {
        jdbc.sql("SELECT set_config('lock_timeout', ?, true)")
                .param(longest)
                .query(String.class)
                .single();
    }

    private boolean insertUnlessClaimed(UUID accountId, String key, String fingerprint, UUID subjectId) {
        return jdbc.sql("""
                        INSERT INTO command_side.idempotency AS known
                            (account_id, key, fingerprint, subject_id, recorded_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (account_id, key) DO UPDATE
                        SET fingerprint = excluded.fingerprint, subject_id = excluded.subject_id,
                            recorded_at = excluded.recorded_at, status = NULL, etag = NULL, answer = NULL
                        WHERE known.recorded_at <= ?""")
                        .params(accountId, key, fingerprint, subjectId, now(), expiredBefore())
                        .update()
                == 1;
    }

    /**
     * Claims the key of a write that is already completed, unless it is claimed. The events do not contain the
     * fingerprint of the request.
     */
    void claimLate(UUID accountId, String key, UUID subjectId, Instant at) {
        if (at.isAfter(clock.instant().minus(ApiLimits.IDEMPOTENCY_KEY_LIFETIME))) {
            jdbc.sql("""
                    INSERT INTO command_side.idempotency (account_id, key, fingerprint, subject_id, recorded_at)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                    .params(accountId, key, CompletedWrite.UNKNOWN, subjectId, Timestamp.from(at))
                    .update();
        }
    }

    /** Stores the response for repeats of the request. Callers never pass a response that shows a secret. */
    public void storeResponse(UUID accountId, String key, int status, @Nullable String etag, String answer) {
        SqlChange.of(
                        "UPDATE command_side.idempotency SET status = ?, etag = ?, answer = ? WHERE account_id = ? AND key = ?",
                        status,
                        etag,
                        answer,
                        accountId,
                        key)
                .run(jdbc);
    }

    /** Removes the responses that were given to an account, are about its keys, or contain its id. */
    void eraseResponses(UUID accountId) {
        jdbc.sql("""
                        UPDATE command_side.idempotency SET status = NULL, etag = NULL, answer = NULL
                        WHERE answer IS NOT NULL
                          AND (account_id = :account OR position(:account::text IN answer) > 0
                               OR subject_id IN (SELECT token_id FROM command_side.credential WHERE owner_id = :account))""").param("account", accountId).update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void deleteExpired() {
        jdbc.sql("DELETE FROM command_side.idempotency WHERE recorded_at <= ?")
                .param(expiredBefore())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Timestamp expiredBefore() {
        return Timestamp.from(clock.instant().minus(ApiLimits.IDEMPOTENCY_KEY_LIFETIME));
    }
}
