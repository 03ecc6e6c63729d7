package io.tokenledger.query.simulation;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have done, had it been in force for the window.
 *
 * @param refusedTokens keys that would not have been created, rotated or kept, those with the most uses first
 * @param owners whose keys they are, those with the most uses first
 * @param perDay uses that would have been refused; days without any are left out
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
     * One key.
     *
     * @param reason the rule, as the policy's field is called, or {@code created_by_refused_key}
     * @param since when it would have been refused, or deactivated
     */
    record RefusedToken(
            UUID id, @Nullable String name, UUID ownerId, String reason, Instant since, long usesAffected) {}

    record Owner(UUID id, @Nullable String username, int tokens, long usesAffected) {}

    record Day(LocalDate day, long usesAffected) {}
}
