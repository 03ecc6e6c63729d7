package io.tokenledger.api.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/**
 * API keys, the newest first.
 *
 * @param total number of all matching keys, including those that the list omits
 */
public record FoundTokens(long total, List<Found> tokens) {
    @Schema(name = "MatchedKey")
    public record Found(UUID id, String name, UUID ownerId) {}
}
