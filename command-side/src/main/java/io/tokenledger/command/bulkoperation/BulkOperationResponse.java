package io.tokenledger.command.bulkoperation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.query.FoundTokens.Found;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Result of a bulk operation.
 *
 * @param id id of the operation, for later restorations or deletions; null for a dry run
 * @param matched number of keys that the operation selects
 * @param deactivated number of keys that are deactivated now
 * @param restored number of keys that are active again
 * @param deleted number of keys that are deleted
 * @param failed keys for which success is not certain
 * @param stillRefused restored keys that do not work all the same, for example because their owner's account is inactive
 * @param notFound ids of the request's {@code tokens} that it could not select: there is no such key, the caller may not
 *     change it, it does not match the other members, or it has changed since the operation
 * @param searchedPosition position up to which all key changes were considered
 * @param usesDroppedBefore uses that ended before this instant were dropped, and the selection can lack keys for that
 *     reason; null if it lacks none
 */
record BulkOperationResponse(
        @Nullable UUID id,
        boolean dryRun,
        long matched,
        int deactivated,
        int restored,
        int deleted,
        List<Failure> failed,
        List<StillRefused> stillRefused,
        List<Found> tokens,
        List<UUID> notFound,

        @Schema(description = "Every key that was created or changed up to this position was considered.")
        long searchedPosition,

        @Schema(
                description =
                        "Uses that ended before this instant were dropped after their retention, unless a legal hold or"
                                + " an organization keeps them. Keys that were used from the network of 'used_from' only"
                                + " before it can be missing. Absent if none were dropped, or without this filter.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant usesDroppedBefore) {

    static BulkOperationResponse dryRun(
            KeySearch.Result found, @Nullable List<UUID> requested, List<StillRefused> stillRefused) {
        return new BulkOperationResponse(
                null,
                true,
                found.total(),
                0,
                0,
                0,
                List.of(),
                stillRefused,
                found.keys(),
                notFound(found.keys(), requested),
                found.position(),
                found.usesDroppedBefore());
    }

    /** Those of the requested ids that were not found. */
    static List<UUID> notFound(List<Found> keys, @Nullable List<UUID> requested) {
        if (requested == null) {
            return List.of();
        }
        Set<UUID> missing = new LinkedHashSet<>(requested);
        keys.forEach(key -> missing.remove(key.id()));
        return List.copyOf(missing);
    }

    /** A key for which success is not certain, and the reason. */
    @Schema(name = "BulkOperationFailure")
    record Failure(UUID id, String code, String detail) {}

    /** A key that is active and does not work, and the reason. */
    @Schema(name = "StillRefusedKey")
    record StillRefused(
            UUID id, @Schema(implementation = String.class) UseRefusalReason refusedBecause) {}
}
