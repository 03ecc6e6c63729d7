package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.query.FoundTokens.Found;
import java.util.List;
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
 * @param searchedPosition position up to which all key changes were considered
 */
record BulkOperationResponse(
        @Nullable UUID id,
        boolean dryRun,
        long matched,
        int deactivated,
        int restored,
        int deleted,
        List<Failure> failed,
        List<Found> tokens,

        @Schema(description = "Every key that was created or changed up to this position was considered.")
        long searchedPosition) {

    static BulkOperationResponse dryRun(KeySearch.Result found) {
        return new BulkOperationResponse(null, true, found.total(), 0, 0, 0, List.of(), found.keys(), found.position());
    }

    /** A key for which success is not certain, and the reason. */
    @Schema(name = "BulkOperationFailure")
    record Failure(UUID id, String code, String detail) {}
}
