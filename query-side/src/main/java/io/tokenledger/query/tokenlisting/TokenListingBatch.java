package io.tokenledger.query.tokenlisting;

import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The changes that one batch of events makes to {@code token_listing_v1}. All statements are idempotent. */
final class TokenListingBatch {
    private final List<SqlChange> changes = new ArrayList<>();
    private final Map<UUID, LatestUse> uses = new HashMap<>();

    void insert(TokenCreated event, Instant at, long version) {
        changes.add(SqlChange.of(
                """
                INSERT INTO token_listing_v1 (
                    token_id, owner_id, name, description, active, deleted, created_at, created_by_key,
                    expires_at, retain_period_minutes, generation, version)
                VALUES (?, ?, ?, ?, true, false, ?, ?, ?, 0, ?, ?)
                ON CONFLICT (token_id) DO NOTHING""",
                event.tokenId(),
                event.ownerId(),
                event.name(),
                event.description(),
                at,
                event.createdByKey(),
                event.expiresAt(),
                event.generation(),
                version));
    }

    void describe(UUID tokenId, String name, @Nullable String description, long version) {
        update("name = ?, description = ?", tokenId, version, name, description);
    }

    void rotate(TokenRotated event, Instant at, long version) {
        update(
                "generation = ?, retain_period_minutes = ?, retained_until = ?, expires_at = ?, rotated_at = ?",
                event.tokenId(),
                version,
                event.generation(),
                event.retainPeriodMinutes(),
                event.retainedUntil(),
                event.expiresAt(),
                at);
    }

    void retirePrevious(UUID tokenId, long version) {
        update("retained_until = NULL", tokenId, version);
    }

    void activate(UUID tokenId, Instant at, long version) {
        update("active = true, activated_at = ?", tokenId, version, at);
    }

    void deactivate(UUID tokenId, long version) {
        update("active = false", tokenId, version);
    }

    void delete(UUID tokenId, long version) {
        update("deleted = true", tokenId, version);
    }

    void touch(UUID tokenId, long version) {
        update("active = active", tokenId, version);
    }

    /** Keeps only the latest use of each key. */
    void use(LatestUse use) {
        uses.merge(use.tokenId(), use, LatestUse::later);
    }

    /** Erases the texts about an account's keys; first writes what precedes the erasure. */
    void erase(UUID ownerId, JdbcTemplate jdbc, LastUseRepository lastUses) {
        write(jdbc, lastUses);
        changes.clear();
        uses.clear();
        jdbc.update("""
                UPDATE token_listing_v1
                SET name = 'erased', description = 'erased', last_used_ip = NULL,
                    last_used_agent = CASE WHEN last_used_at IS NOT NULL THEN 'erased' END
                WHERE owner_id = ?""", ownerId);
    }

    /** Writes the uses last, because their keys may be created in the same batch. */
    void write(JdbcTemplate jdbc, LastUseRepository lastUses) {
        SqlChange.runAll(jdbc, changes);
        lastUses.write(uses.values());
    }

    private void update(String assignments, UUID tokenId, long version, @Nullable Object... values) {
        changes.add(SqlChange.advance("token_listing_v1", "token_id", tokenId, version, assignments, values));
    }
}
