package io.tokenledger.query.audittrail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Uses after the window of an incident case.
 *
 * @param accepted number of accepted uses
 * @param refused number of refused uses
 * @param lastAcceptedAt time of the last accepted use; null if there is none
 * @param lastRefusedAt time of the last refused use; null if there is none
 * @param addresses addresses with the most uses, at most ten, those with the most first
 */
public record LaterUses(
        long accepted,
        long refused,
        @Nullable Instant lastAcceptedAt,
        @Nullable Instant lastRefusedAt,
        List<String> addresses) {}
