package io.tokenledger.query.signals;

import io.tokenledger.events.Sha256;
import java.util.HexFormat;

/** Identifies a user agent by a short digest, because the table and its index would store another copy of each text. */
final class AgentDigest {
    private static final int BYTES = 16;

    private AgentDigest() {}

    /** The first 128 bits of SHA-256 in hexadecimal: 32 characters. */
    static String of(String userAgent) {
        return HexFormat.of().formatHex(Sha256.of(userAgent), 0, BYTES);
    }
}
