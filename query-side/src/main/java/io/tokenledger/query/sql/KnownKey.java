package io.tokenledger.query.sql;

import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API key and its owner, as far as it depends on them whether a credential works.
 *
 * @param generation generation of the current secret
 * @param retainedUntil end of the previous secret's retention; null if there is none
 * @param stoppedAt when the key was deactivated or deleted without being activated again; null if it was not
 * @param ownerStoppedAt the same of the owner's account
 */
public record KnownKey(
        UUID tokenId,
        String name,
        UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable UUID createdByKey,
        Instant createdAt,
        int generation,
        boolean active,
        boolean deleted,
        @Nullable Instant expiresAt,
        @Nullable Instant retainedUntil,
        boolean ownerActive,
        @Nullable Instant stoppedAt,
        @Nullable Instant ownerStoppedAt) {
    /** The columns that {@link #read} needs, of a key {@code t} and its owner {@code a}. */
    public static final String COLUMNS = """
            t.token_id, t.name, t.owner_id, t.created_by_key, t.created_at, t.generation AS current_generation, t.active,
            t.deleted, t.expires_at, t.retained_until, a.username,
            coalesce(a.active AND NOT a.deleted, false) AS owner_active,
            (SELECT min(h.since) FROM token_history_v1 h
             WHERE h.token_id = t.token_id AND (h.deleted OR NOT h.active) AND h.valid_from > coalesce((
                 SELECT max(w.valid_from) FROM token_history_v1 w
                 WHERE w.token_id = t.token_id AND w.active AND NOT w.deleted), -1)) AS stopped_at,
            """ + accountStopped("t.owner_id") + " AS owner_stopped_at\n";

    /**
     * When an account was deactivated or deleted without being activated again, as an SQL expression; null if it was not.
     *
     * @param account column or expression with the id of the account
     */
    public static String accountStopped(String account) {
        return """
                (SELECT min(r.recorded_at) FROM audit_trail_v3 r
                 WHERE r.owner_id = %1$s AND %2$s AND r.action IN ('account.deactivated', 'account.deleted')
                     AND r.place > coalesce((
                         SELECT max(b.place) FROM audit_trail_v3 b
                         WHERE b.owner_id = %1$s AND %3$s AND b.action = 'account.activated'), -1))""".formatted(account, AuditActions.NO_USE, AuditActions.noUse("b"));
    }

    /** The key and its owner, for {@code FROM}. */
    public static final String TABLES =
            "token_listing_v1 t LEFT JOIN account_listing_v1 a ON a.account_id = t.owner_id";

    /** Reads one row of {@link #COLUMNS}. */
    public static KnownKey read(ResultSet row, int number) throws SQLException {
        return new KnownKey(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getString("username"),
                row.getObject("created_by_key", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("current_generation"),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "retained_until"),
                row.getBoolean("owner_active"),
                Sql.instant(row, "stopped_at"),
                Sql.instant(row, "owner_stopped_at"));
    }

    /** Why the current secret is refused now; null if it works. */
    public @Nullable UseRefusalReason reasonToRefuse(Instant now) {
        return reasonToRefuse(generation, now);
    }

    /** Why a credential of this generation is refused now; null if it works. */
    public @Nullable UseRefusalReason reasonToRefuse(int presented, Instant now) {
        return CredentialValidity.reasonToRefuse(
                Generation.of(presented, generation),
                KeyState.isRetained(retainedUntil, now),
                active,
                KeyState.isExpired(expiresAt, now),
                deleted,
                ownerActive);
    }

    public KeyState state(Instant now) {
        return KeyState.of(active, expiresAt, deleted, now);
    }

    /**
     * The first instant at which one of the reasons that hold now began; null if none holds.
     *
     * @param secretEnded when the secret ended; null for the current one
     */
    public @Nullable Instant stopped(@Nullable Instant secretEnded, Instant now) {
        return Stream.of(
                        secretEnded == null || secretEnded.isAfter(now) ? null : secretEnded,
                        active && !deleted ? null : stoppedAt,
                        KeyState.isExpired(expiresAt, now) ? expiresAt : null,
                        ownerActive ? null : ownerStoppedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
