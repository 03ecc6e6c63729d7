package io.tokenledger.query.signals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells user agents apart without keeping another copy of each, in the table and in its index. */
final class AgentDigest {
    private static final int BYTES = 16;

    private AgentDigest() {}

    /** The first 128 bits of SHA-256, in hexadecimal. */
    static String of(String userAgent) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(userAgent.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
