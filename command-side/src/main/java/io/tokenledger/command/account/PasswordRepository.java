package io.tokenledger.command.account;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The passwords of local accounts as bcrypt hashes (OWASP ASVS 5.0, 11.4.2), stored apart from the events. */
@Component
public class PasswordRepository {
    /** bcrypt ignores all bytes after the 72nd. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_BYTES = 12;

    private final JdbcClient jdbc;
    private final PasswordHashingQueue queue;
    private final FailedAttemptLimiter limiter;
    private final PasswordEncoder encoder;
    private final String dummyHash;

    PasswordRepository(
            JdbcClient jdbc, PasswordEncoder encoder, BulkheadFactory bulkheads, FailedAttemptLimiter limiter) {
        this.queue = new PasswordHashingQueue(bulkheads);
        this.limiter = limiter;
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.dummyHash = Objects.requireNonNull(encoder.encode("password of no account"));
    }

    /**
     * Hashes a new password.
     *
     * @param client calling account, or its network; it has a share of the queue
     * @throws io.tokenledger.api.problem.ProblemException if the password is shorter than 12 or longer than 72 bytes
     */
    public PasswordHash encode(Secret password, Object client) {
        int length = password.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_BYTES || length > MAX_BYTES) {
            throw ProblemCode.PASSWORD_NOT_ALLOWED.because("A password must have 12 to 72 bytes.");
        }
        return new PasswordHash(
                Objects.requireNonNull(queue.compute(client, false, () -> encoder.encode(password.reveal()))));
    }

    /** Whether the account has a password. */
    boolean exists(UUID accountId) {
        return encoded(accountId).isPresent();
    }

    private Optional<String> encoded(UUID accountId) {
        return jdbc.sql("SELECT encoded FROM command_side.local_password WHERE account_id = ?")
                .param(accountId)
                .query(String.class)
                .optional();
    }

    /**
     * Whether the password is correct. The check takes as long for a missing account or an account without a password
     * as for a wrong password.
     */
    public boolean matches(Optional<UUID> accountId, Secret password, ClientNetwork network) {
        Optional<String> encoded = accountId.flatMap(this::encoded);
        String shown = password.reveal();
        boolean readable = shown.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        boolean equal = queue.compute(
                network,
                limiter.hasRefusedSignIns(network),
                () -> encoder.matches(readable ? shown : "", encoded.orElse(dummyHash)));
        return equal && readable && encoded.isPresent();
    }

    void store(UUID accountId, PasswordHash password) {
        jdbc.sql("""
                INSERT INTO command_side.local_password (account_id, encoded) VALUES (?, ?)
                ON CONFLICT (account_id) DO UPDATE SET encoded = excluded.encoded""").params(accountId, password.value()).update();
    }
}
