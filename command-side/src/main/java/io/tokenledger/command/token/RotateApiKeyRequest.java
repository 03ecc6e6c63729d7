package io.tokenledger.command.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Request body of a rotation. Without a retention the previous value ends at once. */
record RotateApiKeyRequest(
        @Nullable Integer retainPeriodMinutes,
        @Nullable Long expiresInMinutes,
        @Nullable Instant expiresAt) {

    static RotateApiKeyRequest atOnce() {
        return new RotateApiKeyRequest(0, null, null);
    }

    int retention() {
        return retainPeriodMinutes == null ? 0 : retainPeriodMinutes;
    }
}
