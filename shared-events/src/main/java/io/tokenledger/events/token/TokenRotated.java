package io.tokenledger.events.token;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key has a new secret. Secrets older than the previous one end with this event.
 *
 * @param retainPeriodMinutes retention of the previous secret, in minutes
 * @param retainedUntil end of that retention; null if the previous secret ended at once
 * @param expiresAt expiry of the key; null for none
 */
@StoredAs("token.rotated")
public record TokenRotated(
        UUID tokenId,
        UUID ownerId,
        SecretDigest digest,
        int generation,
        int retainPeriodMinutes,
        @Nullable Instant retainedUntil,
        @Nullable Instant expiresAt)
        implements TokenEvent {}
