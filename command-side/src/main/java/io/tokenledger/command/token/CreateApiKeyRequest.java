package io.tokenledger.command.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a create, as ZenML's client sends it. */
record CreateApiKeyRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Long expiresInMinutes,
        @Nullable Instant expiresAt) {}
