package io.tokenledger.query.auditstreaming;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Reads the secret that signs a webhook's messages. */
final class WebhookSecret {
    static final String FORMAT = "whsec_ followed by the Base64 of the secret (Standard Webhooks)";
    private static final String PREFIX = "whsec_";
    private static final int MAX_BYTES = 1_024;

    private WebhookSecret() {}

    static SecretKeySpec read(Path file) throws UnusableSinkException {
        String text;
        try (InputStream content = Files.newInputStream(file)) {
            text = new String(content.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableSinkException("Its secret-file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Create it, or let the ledger's user read it.");
        }
        String encoded = text.strip();
        try {
            byte[] secret = Base64.getDecoder()
                    .decode(encoded.startsWith(PREFIX) ? encoded.substring(PREFIX.length()) : encoded);
            if (secret.length > 0 && text.length() <= MAX_BYTES) {
                return new SecretKeySpec(secret, "HmacSHA256");
            }
        } catch (IllegalArgumentException malformed) {
            // reported below, because the decoder's message repeats a part of the secret
        }
        throw new UnusableSinkException(
                "Its secret-file " + file + " must contain " + FORMAT + ", at most " + MAX_BYTES + " bytes in total.");
    }
}
