package io.tokenledger.query.tokenlisting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key on the ledger's own routes, with its owner.
 *
 * @param active as ZenML means it: whether the key was not deactivated; it may still be refused
 * @param effectiveState whether the current secret is accepted, all things considered
 * @param refusedBecause why it is refused; null if it works
 * @param deactivation who deactivated it, and why; only for a single key that is inactive
 * @param explainedBy events that determine this state; only for a single key as of a point in the past
 * @param unknown what is unknown about its last use, as sentences; absent if nothing is
 */
record LedgerToken(
        UUID id,
        String name,
        @Nullable String description,
        boolean active,
        KeyState state,
        EffectiveState effectiveState,
        @Schema(implementation = String.class) @Nullable UseRefusalReason refusedBecause,
        Instant created,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable String lastUsedAgent,
        @Nullable Instant lastRotated,
        int retainPeriodMinutes,
        @Nullable Instant previousKeyValidUntil,
        int generation,
        UUID ownerId,
        @Nullable String ownerUsername,

        @Schema(implementation = AccountKind.class) @Nullable
        String ownerKind,

        @Nullable UUID createdByKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) Deactivations.@Nullable Deactivation deactivation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StateExplanations.Because> explainedBy,

        @Schema(description = "What is unknown about the last use at that time, as sentences. Absent if nothing is.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> unknown) {}
