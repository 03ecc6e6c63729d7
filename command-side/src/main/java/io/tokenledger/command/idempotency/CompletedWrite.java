package io.tokenledger.command.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write that was completed under an {@code Idempotency-Key}.
 *
 * @param fingerprint keyed hash of method, path, {@code If-Match} and body; empty if it was lost
 * @param subjectId id of the created or changed object
 * @param status status of the first response; null if the response was not stored, for example because it showed a
 *     secret
 */
public record CompletedWrite(
        String fingerprint,
        UUID subjectId,
        @Nullable Integer status,
        @Nullable String etag,
        @Nullable String answer) {
    static final String UNKNOWN = "";

    /** Whether this write may be the given request. A write whose fingerprint was lost counts as the same request. */
    public boolean isOf(String requestFingerprint) {
        return fingerprint.equals(UNKNOWN) || fingerprint.equals(requestFingerprint);
    }
}
