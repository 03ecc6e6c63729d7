package io.tokenledger.api.query;

import java.util.List;
import java.util.UUID;

/**
 * API keys, the newest first.
 *
 * @param total how many there are, also beyond those that are named
 */
public record FoundTokens(long total, List<Found> tokens) {
    /** One of them. */
    public record Found(UUID id, String name, UUID ownerId) {}
}
