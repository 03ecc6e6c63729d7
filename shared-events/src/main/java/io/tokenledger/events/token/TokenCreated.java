package io.tokenledger.events.token;

import io.tokenledger.events.Personal;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key was created.
 *
 * @param createdByKey API key with which it was created, so that reports can find such keys; null for a session
 */
@StoredAs("token.created")
public record TokenCreated(
        UUID tokenId,
        UUID ownerId,
        @Personal String name,
        @Personal @Nullable String description,
        SecretDigest digest,
        int generation,
        @Nullable Instant expiresAt,
        @Nullable UUID createdByKey)
        implements TokenEvent {}
