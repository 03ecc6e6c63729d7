package io.tokenledger.authentication.lookup;

import io.tokenledger.domain.KeyState;
import io.tokenledger.events.SecretDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the door must know of one API key.
 *
 * @param retainedUntil until when the secret before the last rotation works; null where none does
 * @param version position of the key's last event in its own stream
 */
public record CredentialRecord(
        UUID tokenId,
        UUID ownerId,
        String name,
        @Nullable String description,
        SecretDigest digest,
        int generation,
        @Nullable SecretDigest previousDigest,
        @Nullable Instant retainedUntil,
        int retainPeriodMinutes,
        @Nullable Instant expiresAt,
        boolean active,
        boolean deleted,
        Instant createdAt,
        @Nullable Instant rotatedAt,
        long version) {

    public boolean isExpired(Instant now) {
        return KeyState.isExpired(expiresAt, now);
    }

    public boolean retains(Instant now) {
        return KeyState.isRetained(retainedUntil, now);
    }
}
