package io.tokenledger.query.signals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies a user agent by a short digest, because the table and its index would store another copy of each text. */
final class AgentDigest {
    private static final int BYTES = 16;

    private AgentDigest() {}

    /** The first 128 bits of SHA-256 in hexadecimal: 32 characters. */
    static String of(String userAgent) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(userAgent.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
