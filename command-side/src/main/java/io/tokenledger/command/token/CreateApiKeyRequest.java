package io.tokenledger.command.token;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Request body to create a key, as ZenML's client sends it. */
record CreateApiKeyRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Nullable String description,
        @Nullable Long expiresInMinutes,
        @Nullable Instant expiresAt) {}
