package io.tokenledger.query.tokenlisting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.account.AccountKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key on the ledger's own routes, with its owner.
 *
 * @param explainedBy events that determine this state; only for a single key as of a point in the past
 */
record LedgerToken(
        UUID id,
        String name,
        @Nullable String description,
        boolean active,
        KeyState state,
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StateExplanations.Because> explainedBy) {}
