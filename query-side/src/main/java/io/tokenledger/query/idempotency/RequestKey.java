package io.tokenledger.query.idempotency;

import io.tokenledger.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** The {@code Idempotency-Key} of one account. */
record RequestKey(UUID accountId, String key) {
    /** A hash of scope and body. The bodies of these requests contain no secrets. */
    static String fingerprint(String scope, byte[] body) {
        MessageDigest digest = Sha256.create();
        digest.update(scope.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return HexFormat.of().formatHex(digest.digest(body));
    }
}
