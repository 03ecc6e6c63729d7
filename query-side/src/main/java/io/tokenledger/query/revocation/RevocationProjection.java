package io.tokenledger.query.revocation;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records the oldest valid generation of a key's API tokens after each event that ends or restores them. An activation
 * restores what a deactivation ended, so it is an item, too. Followers apply the last item of each key.
 */
@Component
@ProcessingGroup(RevocationProjection.NAME)
class RevocationProjection implements Projection {
    static final String NAME = "revocations";

    private final JdbcClient jdbc;
    private final RevocationWatch watch;

    RevocationProjection(JdbcClient jdbc, RevocationWatch watch) {
        this.jdbc = jdbc;
        this.watch = watch;
    }

    @EventHandler
    void on(TokenEvent event, @Timestamp Instant at, TrackingToken token) {
        long position = EventPositions.of(token);
        switch (event) {
            case TokenDeactivated dead -> write(dead, position, at, null, false);
            case TokenDeleted dead -> write(dead, position, at, null, false);
            case TokenActivated back -> write(back, position, at, null, true);
            case TokenRotated rotated -> {
                int oldest = rotated.retainedUntil() == null ? rotated.generation() : rotated.generation() - 1;
                write(rotated, position, at, oldest, null);
            }
            case PreviousSecretRetired retired -> write(retired, position, at, retired.generation() + 1, null);
            case TokenCreated noneYet -> {}
            case TokenDescribed noneEnds -> {}
            case TokenExpired noneOutlivesIt -> {}
        }
    }

    @EventHandler
    void on(AccountEvent event, @Timestamp Instant at, TrackingToken token) {
        long position = EventPositions.of(token);
        switch (event) {
            case AccountDeactivated dead -> insert(position, null, dead.accountId(), Revocation.NEVER, at);
            case AccountDeleted dead -> insert(position, null, dead.accountId(), Revocation.NEVER, at);
            case AccountActivated back -> insert(position, null, back.accountId(), Revocation.ANY, at);
            case ApiTokenRevoked ended -> insert(ended, position, at);
            case SessionsEnded ended -> insert(ended, position, at);
            default -> {}
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return Set.of("token", "account").contains(family);
    }

    @Override
    public List<String> tables() {
        return List.of("revocation_key_v1", "revocation_v1");
    }

    /** Null leaves a value unchanged. A key that is not alive stays so, whichever generation it reaches. */
    private void write(
            TokenEvent event, long position, Instant at, @Nullable Integer minGeneration, @Nullable Boolean alive) {
        jdbc.sql("""
                WITH key AS (
                    INSERT INTO revocation_key_v1 AS known (api_key_id, min_generation, alive, position)
                    VALUES (:key, coalesce(:generation::integer, 1), coalesce(:alive::boolean, true), :position)
                    ON CONFLICT (api_key_id) DO UPDATE
                    SET min_generation = coalesce(:generation::integer, known.min_generation),
                        alive = coalesce(:alive::boolean, known.alive),
                        position = :position
                    WHERE known.position < :position
                    RETURNING min_generation, alive),
                item AS (
                    INSERT INTO revocation_v1 (position, api_key_id, account_id, min_generation, recorded_at)
                    SELECT :position, :key, :account, CASE WHEN alive THEN min_generation ELSE :never END, :at::timestamptz
                    FROM key
                    ON CONFLICT (position) DO NOTHING)
                SELECT count(*) FROM key""") // locks the tables in their order; see AuditTrailWriter
                .param("key", event.tokenId())
                .param("generation", minGeneration)
                .param("alive", alive)
                .param("position", position)
                .param("account", event.ownerId())
                .param("never", Revocation.NEVER)
                .param("at", at.toString())
                .query(Integer.class)
                .single();
        ProjectionBatch.afterLiveCommit(() -> watch.wake());
    }

    private void insert(ApiTokenRevoked ended, long position, Instant at) {
        append(SqlChange.of("""
                INSERT INTO revocation_v1 (position, account_id, min_generation, jti, expires_at, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING""", position, ended.accountId(), Revocation.ANY, ended.jti(), ended.expiresAt(), at));
    }

    private void insert(SessionsEnded ended, long position, Instant at) {
        append(SqlChange.of("""
                INSERT INTO revocation_v1 (position, account_id, min_generation, min_session_generation, recorded_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING""", position, ended.accountId(), Revocation.ANY, ended.sessionGeneration(), at));
    }

    private void insert(long position, @Nullable UUID keyId, UUID accountId, int minGeneration, Instant at) {
        append(SqlChange.of("""
                INSERT INTO revocation_v1 (position, api_key_id, account_id, min_generation, recorded_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING""", position, keyId, accountId, minGeneration, at));
    }

    private void append(SqlChange item) {
        item.run(jdbc);
        ProjectionBatch.afterLiveCommit(() -> watch.wake());
    }
}
