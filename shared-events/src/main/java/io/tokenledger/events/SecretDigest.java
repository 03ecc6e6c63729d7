package io.tokenledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of the 32 random bytes of an API key, in 64 lower-case hexadecimal digits. The ledger stores nothing else of
 * a secret. A fast hash is sufficient for 256 random bits (ASVS 5.0, 6.5.2).
 */
public record SecretDigest(@Plain @JsonValue String hex) {
    private static final HexFormat HEX = HexFormat.of();

    @JsonCreator
    public SecretDigest {
        if (hex.length() != 64) {
            throw malformed();
        }
        for (int i = 0; i < hex.length(); i++) {
            if (!isLowerHex(hex.charAt(i))) {
                throw malformed();
            }
        }
    }

    public static SecretDigest of(byte[] secret) {
        return new SecretDigest(HEX.formatHex(Sha256.of(secret)));
    }

    /** Compares in constant time. Equal digests have the same digits, because these are always in lower case. */
    public boolean matches(SecretDigest other) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("A digest must be 64 lower-case hexadecimal digits.");
    }

    private static boolean isLowerHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
