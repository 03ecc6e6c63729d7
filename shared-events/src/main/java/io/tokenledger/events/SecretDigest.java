package io.tokenledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of the 32 random bytes of an API key, in 64 lower-case hexadecimal digits. The ledger stores nothing else of
 * a secret. A fast hash is sufficient for 256 random bits (ASVS 5.0, 6.5.2).
 */
public record SecretDigest(@JsonValue String hex) {
    private static final HexFormat HEX = HexFormat.of();

    @JsonCreator
    public SecretDigest {
        if (hex.length() != 64 || !hex.chars().allMatch(SecretDigest::isLowerHex)) {
            throw new IllegalArgumentException("A digest must be 64 lower-case hexadecimal digits.");
        }
    }

    public static SecretDigest of(byte[] secret) {
        return new SecretDigest(HEX.formatHex(Sha256.of(secret)));
    }

    /** Compares in constant time. */
    public boolean matches(SecretDigest other) {
        return MessageDigest.isEqual(HEX.parseHex(hex), HEX.parseHex(other.hex));
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
