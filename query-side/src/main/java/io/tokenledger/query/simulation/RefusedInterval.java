package io.tokenledger.query.simulation;

import java.time.Instant;
import java.util.UUID;

/**
 * From which event until before which one a key would not have worked.
 *
 * @param minGeneration of the key, from which on: a refused rotation leaves the old secret as it is
 * @param reason the rule, as the policy's field is called
 * @param since when the key would have been refused, or deactivated
 */
record RefusedInterval(
        UUID tokenId, UUID ownerId, long begin, long end, int minGeneration, String reason, Instant since) {
    RefusedInterval until(long position) {
        return new RefusedInterval(tokenId, ownerId, begin, position, minGeneration, reason, since);
    }
}
