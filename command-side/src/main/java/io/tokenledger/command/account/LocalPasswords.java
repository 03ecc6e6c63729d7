package io.tokenledger.command.account;

import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.limit.ClientNetwork;
import io.tokenledger.access.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The passwords of local accounts, as bcrypt hashes (OWASP ASVS 5.0, 11.4.2), apart from the events. */
@Component
public class LocalPasswords {
    /** bcrypt reads no further than 72 bytes. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_BYTES = 12;

    private final JdbcClient jdbc;
    private final PasswordQueue queue = new PasswordQueue();
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
     * @param client the account that asks, or the network; it has a share of the queue
     * @throws io.tokenledger.access.refusal.RefusedException when it is shorter than 12 or longer than 72 bytes
     */
    public EncodedPassword encode(Secret password, Object client) {
        int length = password.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_BYTES || length > MAX_BYTES) {
            throw RefusalCode.PASSWORD_NOT_ALLOWED.because("A password has 12 to 72 bytes.");
        }
        return new EncodedPassword(
                Objects.requireNonNull(queue.inTurn(client, () -> encoder.encode(password.reveal()))));
    }

    /** Takes as long for an account without a password, or for none at all, as for a wrong one. */
    public boolean matches(Optional<UUID> accountId, Secret password, ClientNetwork network) {
        Optional<String> encoded =
                accountId.flatMap(id -> jdbc.sql("SELECT encoded FROM command_side.local_password WHERE account_id = ?")
                        .param(id)
                        .query(String.class)
                        .optional());
        String shown = password.reveal();
        boolean readable = shown.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        boolean equal = queue.inTurn(network, () -> encoder.matches(readable ? shown : "", encoded.orElse(nobodys)));
        return equal && readable && encoded.isPresent();
    }

    void store(UUID accountId, EncodedPassword password) {
        jdbc.sql("""
                INSERT INTO command_side.local_password (account_id, encoded) VALUES (?, ?)
                ON CONFLICT (account_id) DO UPDATE SET encoded = excluded.encoded""").params(accountId, password.value()).update();
    }
}
