package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.resource.ApiKeyResource;
import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record ListedToken(
        UUID tokenId,
        UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable String ownerKind,
        boolean ownerActive,
        String name,
        @Nullable String description,
        boolean active,
        boolean deleted,
        Instant createdAt,
        @Nullable UUID createdByKey,
        @Nullable Instant expiresAt,
        @Nullable Instant rotatedAt,
        int retainPeriodMinutes,
        @Nullable Instant retainedUntil,
        int generation,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable String lastUsedAgent,
        long version) {

    static ListedToken read(ResultSet row, int number) throws SQLException {
        return new ListedToken(
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("owner_username"),
                row.getString("owner_kind"),
                row.getBoolean("owner_active"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("created_by_key", UUID.class),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "rotated_at"),
                row.getInt("retain_period_minutes"),
                Sql.instant(row, "retained_until"),
                row.getInt("generation"),
                Sql.instant(row, "last_used_at"),
                row.getString("last_used_ip"),
                row.getString("last_used_agent"),
                row.getLong("version"));
    }

    KeyState state(Instant now) {
        return KeyState.of(active, expiresAt, deleted, now);
    }

    /** Why the current secret is refused; null if it works. */
    @Nullable
    UseRefusalReason reasonToRefuse(Instant now) {
        return CredentialValidity.reasonToRefuse(
                CredentialValidity.Generation.CURRENT,
                true,
                active,
                KeyState.isExpired(expiresAt, now),
                deleted,
                ownerActive);
    }

    ApiKeyResource asApiKey(Instant now) {
        return new ApiKeyResource(
                tokenId,
                name,
                description,
                active,
                state(now),
                createdAt,
                expiresAt,
                lastUsedAt,
                lastUsedIp,
                rotatedAt,
                retainPeriodMinutes,
                retainedUntil,
                generation,
                null);
    }

    /** @param unknown what is unknown about its last use; null if nothing is */
    LedgerToken asLedgerToken(Instant now, @Nullable List<String> unknown) {
        return asLedgerToken(now, null, null, unknown);
    }

    LedgerToken asLedgerToken(
            Instant now,
            Deactivations.@Nullable Deactivation deactivation,
            @Nullable List<StateExplanations.Because> explainedBy,
            @Nullable List<String> unknown) {
        return new LedgerToken(
                tokenId,
                name,
                description,
                active,
                state(now),
                reasonToRefuse(now) == null ? EffectiveState.WORKS : EffectiveState.REFUSED,
                reasonToRefuse(now),
                createdAt,
                expiresAt,
                lastUsedAt,
                lastUsedIp,
                lastUsedAgent,
                rotatedAt,
                retainPeriodMinutes,
                retainedUntil,
                generation,
                ownerId,
                ownerUsername,
                ownerKind,
                createdByKey,
                deactivation,
                explainedBy,
                unknown);
    }
}
