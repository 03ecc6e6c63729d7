package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.query.FoundTokens.Found;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk act did.
 *
 * @param id of the act, for the steps after it; null of a dry run
 * @param matched keys that it is about
 * @param deactivated keys that are deactivated now
 * @param restored keys that work again
 * @param deleted keys that are gone
 * @param failed keys of which it is not certain that it was done
 * @param searchedPosition every key that was made or changed up to this position was considered
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

        @Schema(description = "Every key that was made or changed up to this position was considered.")
        long searchedPosition) {

    static BulkOperationResponse dryRun(KeySearch.Result found) {
        return new BulkOperationResponse(null, true, found.total(), 0, 0, 0, List.of(), found.keys(), found.position());
    }

    /** A key of which it is not certain that it was done, and why. */
    record Failure(UUID id, String code, String detail) {}
}
