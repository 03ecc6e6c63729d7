package io.tokenledger.query.bulkoperation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a bulk operation.
 *
 * @param act deactivate, restore or delete
 * @param keys number of keys that it changed
 * @param activeKeys number of those that are active now
 * @param deletedKeys number of those that are deleted now
 * @param refusedUses number of refused uses of these keys since
 * @param lastRefusedAt time of the last of them; null if there is none
 */
public record BulkOperationOutcome(
        UUID id,
        String act,
        @Nullable String reason,
        Instant time,
        @Nullable UUID actorId,
        int keys,
        int activeKeys,
        int deletedKeys,
        long refusedUses,
        @Nullable Instant lastRefusedAt) {}
