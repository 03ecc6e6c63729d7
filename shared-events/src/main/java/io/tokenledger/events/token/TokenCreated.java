package io.tokenledger.events.token;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account made an API key; {@code createdByKey} is the key that it used to do so, so that children can be found. */
@StoredAs("token.created")
public record TokenCreated(
        UUID tokenId,
        UUID ownerId,
        String name,
        @Nullable String description,
        SecretDigest digest,
        int generation,
        @Nullable Instant expiresAt,
        @Nullable UUID createdByKey)
        implements TokenEvent {}
