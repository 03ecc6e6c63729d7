package io.tokenledger.query.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect that a policy would have had in a window.
 *
 * @param tokens number of keys that the policy would have refused
 * @param usesAffected number of uses that would have been refused
 * @param refusedTokens keys that would not have been created, rotated or kept, at most 1,000, those with the most uses
 * first
 * @param owners their owners, at most 1,000, those with the most uses first
 * @param perDay uses that would have been refused, by day in UTC; days without any are omitted
 */
record SimulationReport(
        @Nullable UUID organization,
        TokenPolicyResource policy,
        Instant from,
        Instant to,
        int tokens,
        long usesAffected,
        List<RefusedToken> refusedTokens,
        List<Owner> owners,
        List<Day> perDay,
        Freshness freshness) {

    /**
     * A key.
     *
     * @param reason name of the policy's field, or {@code created_by_refused_key}
     * @param since time at which the policy would have refused or deactivated it
     */
    record RefusedToken(
            UUID id, @Nullable String name, UUID ownerId, String reason, Instant since, long usesAffected) {}

    @Schema(name = "AffectedOwner")
    record Owner(UUID id, @Nullable String username, int tokens, long usesAffected) {}

    @Schema(name = "AffectedDay")
    record Day(LocalDate day, long usesAffected) {}
}
