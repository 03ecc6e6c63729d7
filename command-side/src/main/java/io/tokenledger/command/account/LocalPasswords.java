package io.tokenledger.command.account;

import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The passwords of local accounts, as bcrypt hashes (OWASP ASVS 5.0, 11.4.2), apart from the events. */
@Component
public class LocalPasswords {
    /** bcrypt reads no further than 72 bytes. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_BYTES = 12;
    private static final int MAX_WAITING = 24;
    private static final long PATIENCE_SECONDS = 5;

    private final JdbcClient jdbc;
    private final Semaphore hashing = new Semaphore(2);
    private final PasswordEncoder encoder;
    private final String nobodys;

    LocalPasswords(JdbcClient jdbc, PasswordEncoder encoder) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.nobodys = Objects.requireNonNull(encoder.encode("the password of nobody"));
    }

    /**
     * Hashes a new password.
     *
     * @throws io.tokenledger.access.refusal.RefusedException when it is shorter than 12 or longer than 72 bytes
     */
    public EncodedPassword encode(Secret password) {
        int length = password.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_BYTES || length > MAX_BYTES) {
            throw RefusalCode.PASSWORD_NOT_ALLOWED.because("A password has 12 to 72 bytes.");
        }
        return new EncodedPassword(Objects.requireNonNull(inTurn(() -> encoder.encode(password.reveal()))));
    }

    /** Takes as long for an account without a password, or for none at all, as for a wrong one. */
    public boolean matches(Optional<UUID> accountId, Secret password) {
        Optional<String> encoded =
                accountId.flatMap(id -> jdbc.sql("SELECT encoded FROM command_side.local_password WHERE account_id = ?")
                        .param(id)
                        .query(String.class)
                        .optional());
        String shown = password.reveal();
        boolean readable = shown.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        boolean equal = inTurn(() -> encoder.matches(readable ? shown : "", encoded.orElse(nobodys)));
        return equal && readable && encoded.isPresent();
    }

    /**
     * At most two at once: hashing may not take the processors from everybody else. And few in the queue: each of them
     * holds a thread of the web server.
     */
    private <T> T inTurn(Supplier<T> hash) {
        if (hashing.getQueueLength() >= MAX_WAITING || !acquired()) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(1, "Too many passwords are being checked.");
        }
        try {
            return hash.get();
        } finally {
            hashing.release();
        }
    }

    private boolean acquired() {
        try {
            return hashing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void store(UUID accountId, EncodedPassword password) {
        jdbc.sql("""
                INSERT INTO command_side.local_password (account_id, encoded) VALUES (?, ?)
                ON CONFLICT (account_id) DO UPDATE SET encoded = excluded.encoded""").params(accountId, password.value()).update();
    }
}
