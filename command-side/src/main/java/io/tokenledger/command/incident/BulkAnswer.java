package io.tokenledger.command.incident;

import io.tokenledger.access.apikey.FoundTokens.Found;
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
 */
record BulkAnswer(
        @Nullable UUID id,
        boolean dryRun,
        long matched,
        int deactivated,
        int restored,
        int deleted,
        List<Failure> failed,
        List<Found> tokens) {

    /** A key of which it is not certain that it was done, and why. */
    record Failure(UUID id, String code, String detail) {}
}
