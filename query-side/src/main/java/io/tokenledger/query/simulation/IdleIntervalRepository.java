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
                        WITH used AS MATERIALIZED (
                            SELECT token_id, position, used_at, previous_at FROM token_idle_period_v1
                            WHERE position > :before AND position <= :last
                                AND used_at > :from::timestamptz AND used_at < :to::timestamptz
                                AND (previous_at IS NULL OR used_at > previous_at + :days * interval '24 hours')),
                        token AS (SELECT DISTINCT token_id FROM used),
                        busy AS (
                            SELECT token_id, position, used_at, previous_at AS at, false AS activated FROM used
                            UNION ALL
                            SELECT token_id, valid_from, NULL, since, because = 'token.activated' FROM token_history_v1
                            WHERE because IN ('token.created', 'token.rotated', 'token.activated')
                                AND token_id IN (SELECT token_id FROM token)
                            UNION ALL
                            SELECT k.token_id, j.position, NULL, j.recorded_at, false FROM member_history_v1 m
                            JOIN audit_trail_v3 j ON j.position = m.valid_from AND j.action = 'organization.member_added'
                            JOIN token_history_v1 k ON k.owner_id = m.account_id AND k.because = 'token.created'
                            WHERE m.organization_id = :organization::uuid
                                AND k.token_id IN (SELECT token_id FROM token)),
                        gap AS (
                            SELECT token_id, position, used_at,
                                   greatest(max(at) OVER earlier + :days * interval '24 hours', :from::timestamptz) AS idle_since,
                                   count(*) FILTER (WHERE activated) OVER earlier AS activations
                            FROM busy WINDOW earlier AS (PARTITION BY token_id ORDER BY position)),
                        idle AS (
                            SELECT DISTINCT ON (g.token_id, g.activations)
                                   g.token_id, t.owner_id, g.position, g.idle_since, g.activations
                            FROM gap g JOIN token_listing_v1 t ON t.token_id = g.token_id
                            WHERE g.used_at > g.idle_since
                                AND (:organization::uuid IS NULL
                                     OR EXISTS (SELECT FROM member_history_v1 m
                                                WHERE m.organization_id = :organization::uuid AND m.account_id = t.owner_id
                                                    AND m.valid_from <= g.position AND m.valid_to > g.position)
                                     OR EXISTS (SELECT FROM account_history_v1 s
                                                WHERE s.account_id = t.owner_id AND s.organization_id = :organization::uuid))
                            ORDER BY g.token_id, g.activations, g.position)
                        SELECT i.token_id, i.owner_id, i.position AS begins, i.idle_since,
                               coalesce(e.position, 9223372036854775807) AS ends
                        FROM idle i
                        LEFT JOIN LATERAL (
                            SELECT a.valid_from AS position FROM token_history_v1 a
                            WHERE a.token_id = i.token_id AND a.because = 'token.activated' AND a.valid_from > i.position
                            ORDER BY a.valid_from LIMIT 1) e ON true
                        ORDER BY i.token_id, i.activations""")
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
