package io.tokenledger.console.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tokenledger.api.credential.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key with its value, which the API shows once: after a creation or a rotation. */
record TokenWithValue(
        UUID id,
        String name,
        @Nullable Instant expiresAt,
        boolean active,
        @Nullable Instant previousKeyValidUntil,
        Secret value) {
    @JsonCreator
    static TokenWithValue of(
            @JsonProperty("id") UUID id,
            @JsonProperty("name") String name,
            @JsonProperty("expires_at") @Nullable Instant expiresAt,
            @JsonProperty("active") boolean active,
            @JsonProperty("previous_key_valid_until") @Nullable Instant previousKeyValidUntil,
            @JsonProperty("key") String key) {
        return new TokenWithValue(id, name, expiresAt, active, previousKeyValidUntil, Secret.of(key));
    }
}
