package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads and generates the secret that signs a webhook's messages. */
final class WebhookSecret {
    static final String FORMAT = "whsec_ followed by the Base64 of the secret (Standard Webhooks)";
    private static final String PREFIX = "whsec_";
    private static final int MAX_BYTES = 1_024;
    private static final int GENERATED_BYTES = 32;
    private static final int MIN_STANDARD_BYTES = 24;
    private static final int MAX_STANDARD_BYTES = 64;

    private WebhookSecret() {}

    static SecretKeySpec read(Path file) throws UnusableSinkException {
        String text;
        try (InputStream content = Files.newInputStream(file)) {
            text = new String(content.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableSinkException("Its secret-file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Create it, or let the ledger's user read it.");
        }
        byte[] secret = decode(text.strip()).orElse(new byte[0]);
        if (secret.length > 0 && text.length() <= MAX_BYTES) {
            return new SecretKeySpec(secret, "HmacSHA256");
        }
        throw new UnusableSinkException(
                "Its secret-file " + file + " must contain " + FORMAT + ", at most " + MAX_BYTES + " bytes in total.");
    }

    /** A new secret of 32 random bytes. */
    static Secret generate(SecureRandom random) {
        byte[] secret = new byte[GENERATED_BYTES];
        random.nextBytes(secret);
        return Secret.of(PREFIX + Base64.getEncoder().encodeToString(secret));
    }

    /** The text of a generated secret, to show it to the caller once. */
    static @Nullable String shown(@Nullable Secret generated) {
        return generated == null ? null : generated.reveal();
    }

    /** The content of a file that {@link #read} can read. */
    static byte[] fileContent(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a caller may choose this secret: the prefix, and Base64 of 24 to 64 bytes (Standard Webhooks). */
    static boolean isStandard(Secret chosen) {
        return chosen.reveal().startsWith(PREFIX)
                && decode(chosen.reveal())
                        .filter(secret -> secret.length >= MIN_STANDARD_BYTES && secret.length <= MAX_STANDARD_BYTES)
                        .isPresent();
    }

    /** The bytes of a secret; empty if it is malformed. */
    private static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(
                    Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty(); // the decoder's message repeats a part of the secret
        }
    }
}
