package io.tokenledger.api.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys, the newest first.
 *
 * @param total number of all matching keys, including those that the list omits
 * @param usesDroppedBefore uses that ended before this instant were dropped, so a filter on uses can lack keys; null if
 *     no key can be lacking
 */
public record FoundTokens(
        long total, List<Found> tokens, @Nullable Instant usesDroppedBefore) {
    @Schema(name = "MatchedKey")
    public record Found(UUID id, String name, UUID ownerId) {}
}
