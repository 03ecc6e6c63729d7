package io.tokenledger.events.token;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key has a new secret. The one before works until {@code retainedUntil}; null means that it ended at once. Any secret older than that ended with this event. */
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
