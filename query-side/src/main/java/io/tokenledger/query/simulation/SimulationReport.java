package io.tokenledger.query.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.query.freshness.DroppedUses;
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
 * @param notIssued number of keys whose creation in the window the policy would have rejected
 * @param expiredBeforeUse number of keys that the policy would have ended before one of their uses in the window
 * @param violatesToday number of existing keys that violate the policy now, whatever the window
 * @param notIssuedTokens keys behind {@code notIssued}, at most 1,000, in the order of their creation
 * @param expiredBeforeUseTokens keys behind {@code expiredBeforeUse}, at most 1,000, those with the most uses first
 * @param violatesTodayTokens keys behind {@code violatesToday}, at most 1,000, by owner and name
 * @param unknown what the ledger cannot know about the window
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

        @Schema(
                description =
                        "Number of keys that would not have been issued: the policy would have rejected their"
                                + " creation in the window, or that of the key that created them. Rejected rotations do not count.")
        int notIssued,

        @Schema(
                description =
                        "Number of keys that would have expired before a use. Each was created or rotated in the"
                                + " window and used after the latest expiry that the policy allows, or used after max_idle_days without"
                                + " a use. Uses count that are in the window and visible to the caller. A key can also be in not_issued.")
        int expiredBeforeUse,

        @Schema(
                description = "Number of keys that violate the policy today. Each exists now, is neither deleted nor"
                        + " expired, and could not be created as it is. The window does not apply.")
        int violatesToday,

        @Schema(description = "The keys that not_issued counts, at most 1,000, in the order of their creation.")
        List<NotIssuedToken> notIssuedTokens,

        @Schema(description = "The keys that expired_before_use counts, at most 1,000, those with the most uses first.")
        List<ExpiredToken> expiredBeforeUseTokens,

        @Schema(description = "The keys that violates_today counts, at most 1,000, by owner and name.")
        List<ViolatingToken> violatesTodayTokens,

        @Schema(description = "What the ledger cannot know about the window.")
        List<Unknown> unknown,

        Freshness freshness) {

    /** A range of time of which not all uses are known. */
    @Schema(name = "UnknownUses")
    record Unknown(String why, Instant from, Instant to) {
        static List<Unknown> of(Instant from, Instant to, @Nullable Instant droppedBefore) {
            return droppedBefore == null || !from.isBefore(droppedBefore)
                    ? List.of()
                    : List.of(new Unknown(
                            DroppedUses.why(droppedBefore) + " Idle periods before are unknown.",
                            from,
                            droppedBefore.isBefore(to) ? droppedBefore : to));
        }
    }

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

    /**
     * A key that would not have been issued.
     *
     * @param reason name of the policy's field, or {@code created_by_refused_key}
     */
    record NotIssuedToken(UUID id, @Nullable String name, UUID ownerId, String reason, Instant createdAt) {}

    /**
     * A key that would have expired before a use.
     *
     * @param reason {@code max_lifetime_minutes} or {@code max_idle_days}
     * @param expiredAt latest expiry that the policy would have allowed, or time at which the key would have been
     * deactivated as idle; the first one before a use
     * @param uses number of uses from then on; uses recorded together with earlier ones are included
     * @param lastUsedAt last of these uses
     */
    record ExpiredToken(
            UUID id,
            @Nullable String name,
            UUID ownerId,
            String reason,
            Instant expiredAt,
            long uses,
            Instant lastUsedAt) {

        ExpiredToken named(@Nullable String known) {
            return new ExpiredToken(id, known, ownerId, reason, expiredAt, uses, lastUsedAt);
        }

        /** The same key with the uses of a later interval. */
        ExpiredToken plus(ExpiredToken later) {
            Instant last = later.lastUsedAt.isAfter(lastUsedAt) ? later.lastUsedAt : lastUsedAt;
            return new ExpiredToken(id, name, ownerId, reason, expiredAt, uses + later.uses, last);
        }
    }

    /**
     * A key that violates the policy today.
     *
     * @param breaks names of the policy's fields
     */
    record ViolatingToken(UUID id, String name, UUID ownerId, List<String> breaks) {}
}
