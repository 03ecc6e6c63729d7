package io.tokenledger.authentication.signing;

import io.tokenledger.eventstore.keyfiles.PrivateFile;
import io.tokenledger.eventstore.keyfiles.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Recognizes equal values without revealing them: HMAC-SHA-256 under a key that is stored beside the signing keys. */
@Component
public class Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHORT_BYTES = 8;

    private final SecretKeySpec key;

    Fingerprints(SigningProperties settings, SecureRandom random) {
        this.key = new SecretKeySpec(keyBytes(settings.keysDir(), random), ALGORITHM);
    }

    /** Sixteen hexadecimal digits, enough to recognize a repeated value. Guesses can be tested only with the key. */
    public String brief(String value) {
        return HexFormat.of().formatHex(mac(value), 0, SHORT_BYTES);
    }

    /** The whole fingerprint, for uses in which a collision would be an error. */
    public String full(String value) {
        return HexFormat.of().formatHex(mac(value));
    }

    private byte[] mac(String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK does not support " + ALGORITHM, impossible);
        }
    }

    private static byte[] keyBytes(Path directory, SecureRandom random) {
        Path file = directory.resolve("fingerprint.key");
        try {
            SharedDirectory.runExclusively(directory, () -> {
                if (!Files.exists(file)) {
                    byte[] fresh = new byte[KEY_BYTES];
                    random.nextBytes(fresh);
                    PrivateFile.write(file, fresh);
                }
            });
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The fingerprint key " + file + " cannot be read or created.", e);
        }
    }
}
