package io.tokenledger.api.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys with their uses, those with the most uses first; at most 1,000. */
public record KeyUses(List<KeyUse> keys) {
    /**
     * A key that works, and what would stop without it.
     *
     * @param uses number of accepted uses
     * @param lastUsedAt time of the last of them; null if there is none
     * @param networks number of networks (a /24 or a /64) that they came from
     * @param userAgents user agents that used it, at most ten, those with the most uses first
     */
    @Schema(name = "DependentKey")
    public record KeyUse(
            UUID id, String name, long uses, @Nullable Instant lastUsedAt, long networks, List<String> userAgents) {}
}
