package io.tokenledger.command.idempotency;

import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The writes of the last 24 hours that carried an {@code Idempotency-Key}, per account. */
@Component
public class IdempotencyKeyRepository {
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CommitBarrier acknowledgements;
    private final DeploymentMode store;

    IdempotencyKeyRepository(JdbcClient jdbc, Clock clock, CommitBarrier acknowledgements, DeploymentMode store) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.acknowledgements = acknowledgements;
        this.store = store;
    }

    /** What was done under this key before; empty where nothing was, or too long ago. All doors know it then. */
    public Optional<CompletedWrite> find(UUID accountId, String key) {
        Optional<CompletedWrite> done = stored(accountId, key);
        if (done.filter(one -> one.status() == null).isPresent()) {
            acknowledgements.awaitAll(); // it may be under way still
        }
        return done;
    }

    private Optional<CompletedWrite> stored(UUID accountId, String key) {
        return jdbc.sql("""
                        SELECT fingerprint, subject_id, status, etag, answer FROM command_side.idempotency
                        WHERE account_id = ? AND key = ? AND recorded_at > ?""")
                .params(accountId, key, forgottenBefore())
                .query((row, number) -> new CompletedWrite(
                        row.getString("fingerprint"),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("status", Integer.class),
                        row.getString("etag"),
                        row.getString("answer")))
                .optional();
    }

    /** Takes the key, in the transaction of the write itself; false where another write has it. */
    boolean claim(UUID accountId, String key, String fingerprint, UUID subjectId) {
        if (store.keepsTables()) {
            return take(accountId, key, fingerprint, subjectId);
        }
        // Who has it may end after its append: to wait would be to take the key of a write that was done. So this write
        // is decided again, once that is known.
        lockTimeout("1ms");
        boolean taken = take(accountId, key, fingerprint, subjectId);
        lockTimeout("0");
        return taken;
    }

    private void lockTimeout(String longest) {
        jdbc.sql("SELECT set_config('lock_timeout', ?, true)")
                .param(longest)
                .query(String.class)
                .single();
    }

    private boolean take(UUID accountId, String key, String fingerprint, UUID subjectId) {
        return jdbc.sql("""
                        INSERT INTO command_side.idempotency AS known
                            (account_id, key, fingerprint, subject_id, recorded_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (account_id, key) DO UPDATE
                        SET fingerprint = excluded.fingerprint, subject_id = excluded.subject_id,
                            recorded_at = excluded.recorded_at, status = NULL, etag = NULL, answer = NULL
                        WHERE known.recorded_at <= ?""")
                        .params(accountId, key, fingerprint, subjectId, now(), forgottenBefore())
                        .update()
                == 1;
    }

    /** Takes the key of a write that was done already, unless it is taken. Its events do not say what the request was. */
    void claimLate(UUID accountId, String key, UUID subjectId, Instant at) {
        if (at.isAfter(clock.instant().minus(REMEMBERED))) {
            jdbc.sql("""
                    INSERT INTO command_side.idempotency (account_id, key, fingerprint, subject_id, recorded_at)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                    .params(accountId, key, CompletedWrite.UNKNOWN, subjectId, Timestamp.from(at))
                    .update();
        }
    }

    /** Keeps the answer, to be given again. Never called with an answer that shows a secret. */
    public void keep(UUID accountId, String key, int status, @Nullable String etag, String answer) {
        SqlChange.of(
                        "UPDATE command_side.idempotency SET status = ?, etag = ?, answer = ? WHERE account_id = ? AND key = ?",
                        status,
                        etag,
                        answer,
                        accountId,
                        key)
                .run(jdbc);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void forget() {
        jdbc.sql("DELETE FROM command_side.idempotency WHERE recorded_at <= ?")
                .param(forgottenBefore())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Timestamp forgottenBefore() {
        return Timestamp.from(clock.instant().minus(REMEMBERED));
    }
}
