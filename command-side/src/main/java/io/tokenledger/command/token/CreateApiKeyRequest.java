package io.tokenledger.command.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Request body to create a key, as ZenML's client sends it. */
record CreateApiKeyRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Long expiresInMinutes,
        @Nullable Instant expiresAt) {}
