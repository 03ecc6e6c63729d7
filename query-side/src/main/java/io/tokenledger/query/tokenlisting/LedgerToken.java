package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.ApiKeyState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key of family 2: what its owner sees, and whose it is. */
record LedgerToken(
        UUID id,
        String name,
        @Nullable String description,
        boolean active,
        ApiKeyState state,
        Instant created,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable String lastUsedAgent,
        @Nullable Instant lastRotated,
        int retainPeriodMinutes,
        @Nullable Instant previousKeyValidUntil,
        int generation,
        UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable String ownerKind,
        @Nullable UUID createdByKey) {}
