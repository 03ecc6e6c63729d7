package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokenledger.domain.KeyState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The API key as ZenML's client reads it.
 *
 * @param key the value of the key: only in the response to a create or a rotation
 */
public record ApiKeyResource(
        UUID id,
        String name,
        @Nullable String description,
        boolean active,
        KeyState state,
        Instant created,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable Instant lastRotated,
        int retainPeriodMinutes,
        @Nullable Instant previousKeyValidUntil,
        int generation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {}
