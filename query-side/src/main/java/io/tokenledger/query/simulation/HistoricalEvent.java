package io.tokenledger.query.simulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of the audit trail that a token policy applies to, or that changes a role or membership. */
record HistoricalEvent(
        long position,
        Instant at,
        String action,
        @Nullable UUID actorId,
        @Nullable UUID actorKeyId,
        @Nullable UUID ownerId,
        @Nullable UUID tokenId,
        @Nullable UUID organizationId,
        JsonNode data) {

    @Nullable
    Instant instant(String field) {
        return data.has(field) ? Instant.parse(data.get(field).asString()) : null;
    }

    @Nullable
    UUID id(String field) {
        return data.has(field) ? UUID.fromString(data.get(field).asString()) : null;
    }
}
