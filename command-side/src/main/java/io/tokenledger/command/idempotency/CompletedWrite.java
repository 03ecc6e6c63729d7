package io.tokenledger.command.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write that was done under an {@code Idempotency-Key}.
 *
 * @param fingerprint of method, path and body, keyed; empty where it was lost
 * @param subjectId what was created or changed
 * @param status of the first answer; null where it was never kept, as with one that showed a secret
 */
public record CompletedWrite(
        String fingerprint,
        UUID subjectId,
        @Nullable Integer status,
        @Nullable String etag,
        @Nullable String answer) {
    static final String UNKNOWN = "";

    /** Whether it may be this request that was done; where that is not known any more, it is taken for the same. */
    public boolean isOf(String requestFingerprint) {
        return fingerprint.equals(UNKNOWN) || fingerprint.equals(requestFingerprint);
    }
}
