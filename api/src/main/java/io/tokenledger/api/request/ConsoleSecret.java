package io.tokenledger.api.request;

import io.tokenledger.api.credential.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Proves that a request comes from the web console, which sends requests for browsers. Only then does the ledger accept
 * the address of the browser that the request names. All processes of a ledger share the secret.
 */
public final class ConsoleSecret {
    /** The header with the secret. */
    public static final String HEADER = "X-Ledger-Console";

    /** The header with the address of the browser. */
    public static final String ADDRESS_HEADER = "X-Ledger-Client-Address";

    private static final int GENERATED_BYTES = 32;

    private final Secret value;

    private ConsoleSecret(Secret value) {
        this.value = value;
    }

    /** The configured secret; a random one if the setting is empty, for a console in the same process. */
    public static ConsoleSecret of(String configured, SecureRandom random) {
        if (!configured.isBlank()) {
            return new ConsoleSecret(Secret.of(configured.strip()));
        }
        byte[] generated = new byte[GENERATED_BYTES];
        random.nextBytes(generated);
        return new ConsoleSecret(
                Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(generated)));
    }

    public Secret value() {
        return value;
    }

    /** The address of the browser that the console names; empty if the request does not come from the console. */
    public Optional<String> browserAddress(HttpServletRequest request) {
        String shown = request.getHeader(HEADER);
        return shown != null && MessageDigest.isEqual(bytes(shown), bytes(value.reveal()))
                ? Optional.ofNullable(request.getHeader(ADDRESS_HEADER))
                : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
