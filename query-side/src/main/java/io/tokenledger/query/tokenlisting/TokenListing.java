package io.tokenledger.query.tokenlisting;

import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.Sql;
import io.tokenledger.eventstore.SqlArrays;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code token_listing_v1}. Every statement can be repeated without harm. */
@Repository
class TokenListing {
    static final String SELECT = """
            SELECT t.*, host(t.last_used_ip) AS last_used_ip, a.username AS owner_username, a.kind AS owner_kind
            FROM query_side.token_listing_v1 t
            LEFT JOIN query_side.account_listing_v1 a ON a.account_id = t.owner_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    TokenListing(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<ListedToken> find(UUID tokenId) {
        return jdbc.sql(SELECT + "WHERE t.token_id = ?")
                .param(tokenId)
                .query(ListedToken::read)
                .optional();
    }

    /** By the name as a person would call it: case and Unicode form do not count. */
    Optional<ListedToken> findLiving(UUID ownerId, String name) {
        return jdbc.sql(
                        SELECT
                                + "WHERE t.owner_id = ? AND NOT t.deleted AND lower(normalize(t.name, NFKC)) = lower(normalize(?, NFKC))")
                .params(ownerId, name.strip())
                .query(ListedToken::read)
                .optional();
    }

    List<ListedToken> livingOf(UUID ownerId, int limit, long offset) {
        return jdbc.sql(
                        SELECT
                                + "WHERE t.owner_id = ? AND NOT t.deleted ORDER BY t.created_at DESC, t.token_id DESC LIMIT ? OFFSET ?")
                .params(ownerId, limit, offset)
                .query(ListedToken::read)
                .list();
    }

    long countLivingOf(UUID ownerId) {
        return jdbc.sql("SELECT count(*) FROM query_side.token_listing_v1 WHERE owner_id = ? AND NOT deleted")
                .param(ownerId)
                .query(Long.class)
                .single();
    }

    void insert(TokenCreated event, Instant at, long version) {
        Sql.update(
                jdbc,
                """
                INSERT INTO query_side.token_listing_v1 (
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
                version);
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

    void setActive(UUID tokenId, boolean active, long version) {
        update("active = ?", tokenId, version, active);
    }

    void delete(UUID tokenId, long version) {
        update("deleted = true", tokenId, version);
    }

    void touch(UUID tokenId, long version) {
        update("active = active", tokenId, version);
    }

    /** Keeps the latest use of each key; a use that arrives late does not turn the clock back. */
    void markUsed(List<LatestUse> uses) {
        Map<UUID, LatestUse> latest = new HashMap<>();
        uses.forEach(use -> latest.merge(use.tokenId(), use, LatestUse::later));
        batches.update("""
                UPDATE query_side.token_listing_v1 t
                SET last_used_at = u.at, last_used_ip = u.ip, last_used_agent = u.agent
                FROM unnest(?::uuid[], ?::timestamptz[], ?::inet[], ?::text[]) AS u (id, at, ip, agent)
                WHERE t.token_id = u.id AND (t.last_used_at IS NULL OR t.last_used_at < u.at)""", statement -> {
            SqlArrays<LatestUse> arrays = new SqlArrays<>(statement, List.copyOf(latest.values()));
            arrays.add("uuid", LatestUse::tokenId);
            arrays.add("timestamptz", LatestUse::at);
            arrays.add("inet", LatestUse::ip);
            arrays.add("text", LatestUse::userAgent);
        });
    }

    private void update(String assignments, UUID tokenId, long version, @Nullable Object... values) {
        Sql.advance(jdbc, "query_side.token_listing_v1", "token_id", tokenId, version, assignments, values);
    }
}
