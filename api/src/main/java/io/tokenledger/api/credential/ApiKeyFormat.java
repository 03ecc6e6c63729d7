package io.tokenledger.api.credential;

import io.tokenledger.events.SecretDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The format of an API key: a prefix and 71 base-62 digits. 22 digits are the key's id, 43 are 32 random bytes, and 6
 * are the CRC-32 (IEEE) of all before them. Secret scanners find a key by the prefix. The checksum rejects a typing
 * error without any database access.
 */
public final class ApiKeyFormat {
    /** The prefix by which the ZenML client selects its Pro login. */
    public static final String ZENML_PRO_PREFIX = "ZENPROKEY_";

    /** Random bytes in each key. */
    public static final int SECRET_BYTES = 32;

    private static final int ID_DIGITS = 22;
    private static final int SECRET_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int BODY_DIGITS = ID_DIGITS + SECRET_DIGITS;

    private final String prefix;

    public ApiKeyFormat(String prefix) {
        this.prefix = prefix;
    }

    public boolean hasPrefix(String credential) {
        return credential.startsWith(prefix);
    }

    /**
     * Formats a key. No other method creates a value.
     *
     * @param secret 32 random bytes
     */
    public Secret format(UUID keyId, byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("The secret of an API key must have " + SECRET_BYTES + " random bytes.");
        }
        StringBuilder value = new StringBuilder(prefix.length() + BODY_DIGITS + CHECKSUM_DIGITS).append(prefix);
        Base62.append(value, limbs(keyId), ID_DIGITS);
        Base62.append(value, limbs(secret), SECRET_DIGITS);
        Base62.append(value, new int[] {checksum(value.toString())}, CHECKSUM_DIGITS);
        return Secret.of(value.toString());
    }

    /** Parses a value; empty if the prefix, the length, a digit or the checksum is wrong. */
    public Optional<PresentedKey> parse(Secret credential) {
        String value = credential.reveal();
        int body = prefix.length();
        int checksum = body + BODY_DIGITS;
        if (!value.startsWith(prefix) || value.length() != checksum + CHECKSUM_DIGITS) {
            return Optional.empty();
        }
        int[] sum = Base62.read(value, checksum, value.length(), 1);
        if (sum == null || sum[0] != checksum(value.substring(0, checksum))) {
            return Optional.empty();
        }
        int[] id = Base62.read(value, body, body + ID_DIGITS, 4);
        int[] secret = Base62.read(value, body + ID_DIGITS, checksum, SECRET_BYTES / Integer.BYTES);
        if (id == null || secret == null) {
            return Optional.empty();
        }
        ByteBuffer idBytes = bytes(id);
        return Optional.of(new PresentedKey(
                new UUID(idBytes.getLong(), idBytes.getLong()),
                SecretDigest.of(bytes(secret).array())));
    }

    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static int[] limbs(UUID id) {
        return limbs(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static int[] limbs(byte[] bytes) {
        int[] limbs = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(limbs);
        return limbs;
    }

    private static ByteBuffer bytes(int[] limbs) {
        ByteBuffer bytes = ByteBuffer.allocate(limbs.length * Integer.BYTES);
        for (int limb : limbs) {
            bytes.putInt(limb);
        }
        return bytes.flip();
    }
}
