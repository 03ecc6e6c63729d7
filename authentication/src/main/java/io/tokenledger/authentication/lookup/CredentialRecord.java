package io.tokenledger.authentication.lookup;

import io.tokenledger.domain.KeyState;
import io.tokenledger.events.SecretDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of one API key that verification needs.
 *
 * @param retainedUntil instant until which the secret before the last rotation works; null if it does not work
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

    /**
     * The instant from which a value of this key no longer works; null if it never expires.
     *
     * @param valueGeneration generation of the value
     */
    public @Nullable Instant endOf(int valueGeneration) {
        if (valueGeneration == generation || retainedUntil == null) {
            return expiresAt;
        }
        return expiresAt == null || retainedUntil.isBefore(expiresAt) ? retainedUntil : expiresAt;
    }
}
