package io.tokenledger.query.simulation;

import java.time.Instant;
import java.util.UUID;

/**
 * An interval of positions in which a key would not have worked.
 *
 * @param begin position of the first event, inclusive
 * @param end position of the first event after the interval; {@code Long.MAX_VALUE} if it is open
 * @param minGeneration lowest generation that would not have worked; after a refused rotation the old secret still
 * works
 * @param reason name of the policy's field, or {@code created_by_refused_key}
 * @param since time at which the policy would have refused or deactivated the key
 */
record RefusedInterval(
        UUID tokenId, UUID ownerId, long begin, long end, int minGeneration, String reason, Instant since) {
    RefusedInterval until(long position) {
        return new RefusedInterval(tokenId, ownerId, begin, position, minGeneration, reason, since);
    }
}
