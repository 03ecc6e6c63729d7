package io.tokenledger.query.simulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads in which intervals keys were not used. */
@Repository
class IdleIntervalRepository {
    private final JdbcClient jdbc;

    IdleIntervalRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Intervals of keys without a use for {@code days} days. Each begins with the first use after that time and ends
     * with the key's next activation.
     *
     * @param before position of the last event before {@code from}; 0 if there is none
     * @param last position of the last event before {@code to}
     */
    List<RefusedInterval> find(
            @Nullable UUID organization, int days, Instant from, Instant to, long before, long last) {
        return jdbc.sql("""
                        WITH token AS MATERIALIZED (
                            SELECT token_id FROM token_listing_v1 WHERE last_used_at >= :from::timestamptz),
                        busy AS (
                            SELECT token_id, position, used_at AS at, true AS use FROM token CROSS JOIN LATERAL (
                                SELECT u.position, u.used_at FROM token_last_use_v1 u
                                WHERE u.token_id = token.token_id AND u.position > :before AND u.position <= :last
                                OFFSET 0) used
                            UNION ALL
                            SELECT token_id, position, used_at, true FROM token CROSS JOIN LATERAL (
                                SELECT u.position, u.used_at FROM token_last_use_v1 u
                                WHERE u.token_id = token.token_id AND u.position <= :before
                                ORDER BY u.position DESC LIMIT 1) used
                            UNION ALL
                            SELECT token_id, valid_from, since, false FROM token_history_v1
                            WHERE because IN ('token.created', 'token.rotated', 'token.activated')
                                AND token_id IN (SELECT token_id FROM token)
                            UNION ALL
                            SELECT k.token_id, j.position, j.recorded_at, false FROM member_history_v1 m
                            JOIN audit_trail_v2 j ON j.position = m.valid_from AND j.action = 'organization.member_added'
                            JOIN token_history_v1 k ON k.owner_id = m.account_id AND k.because = 'token.created'
                            WHERE m.organization_id = :organization::uuid
                                AND k.token_id IN (SELECT token_id FROM token)),
                        gap AS (
                            SELECT token_id, position, at, use,
                                   greatest(max(at) OVER (PARTITION BY token_id ORDER BY position
                                                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                                            + :days * interval '1 day', :from::timestamptz) AS idle_since
                            FROM busy)
                        SELECT DISTINCT ON (g.token_id, e.position) g.token_id, h.owner_id, g.position AS begins, g.idle_since,
                               coalesce(e.position, 9223372036854775807) AS ends
                        FROM gap g
                        JOIN token_history_v1 h ON h.token_id = g.token_id AND h.valid_from <= g.position AND h.valid_to > g.position
                        LEFT JOIN LATERAL (
                            SELECT a.valid_from AS position FROM token_history_v1 a
                            WHERE a.token_id = g.token_id AND a.because = 'token.activated' AND a.valid_from > g.position
                            ORDER BY a.valid_from LIMIT 1) e ON true
                        WHERE g.use AND g.at > g.idle_since AND g.at < :to::timestamptz
                            AND (:organization::uuid IS NULL
                                 OR EXISTS (SELECT FROM member_history_v1 m
                                            WHERE m.organization_id = :organization::uuid AND m.account_id = h.owner_id
                                                AND m.valid_from <= g.position AND m.valid_to > g.position)
                                 OR EXISTS (SELECT FROM account_history_v1 s
                                            WHERE s.account_id = h.owner_id AND s.organization_id = :organization::uuid))
                        ORDER BY g.token_id, e.position, g.position""")
                .param("days", days)
                .param("from", from.toString())
                .param("to", to.toString())
                .param("organization", organization)
                .param("before", before)
                .param("last", last)
                .query((row, number) -> new RefusedInterval(
                        row.getObject("token_id", UUID.class),
                        row.getObject("owner_id", UUID.class),
                        row.getLong("begins"),
                        row.getLong("ends"),
                        0,
                        "max_idle_days",
                        row.getTimestamp("idle_since").toInstant()))
                .list();
    }
}
