package io.tokenledger.query.simulation;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers the questions of a simulation from each single use. Slow, and obviously correct. */
record EntriesReference(JdbcClient jdbc) {
    List<SimulationRepository.Affected> affected(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        return uses("""
                        SELECT span, (first_at AT TIME ZONE 'UTC')::date AS day, sum(count)::bigint AS uses
                        FROM (%s) once GROUP BY 1, 2 ORDER BY 1, 2""", "true", spans, from, to, caller)
                .query((row, number) -> new SimulationRepository.Affected(
                        row.getInt("span"), row.getObject("day", LocalDate.class), row.getLong("uses")))
                .list();
    }

    List<SimulationRepository.LateUse> usesSince(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        return uses("""
                        SELECT span, sum(count)::bigint AS uses, max(last_at) AS last_used_at
                        FROM (%s) once GROUP BY 1 ORDER BY 1""", "u.last_at >= s.since::timestamptz", spans, from, to, caller)
                .query((row, number) -> new SimulationRepository.LateUse(
                        row.getInt("span"),
                        row.getLong("uses"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    private JdbcClient.StatementSpec uses(
            String sum, String condition, List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "u", caller);
        List<Object> values = new ArrayList<>(List.of(
                spans.stream().map(RefusedInterval::tokenId).toArray(UUID[]::new),
                spans.stream().map(RefusedInterval::begin).toArray(Long[]::new),
                spans.stream().map(RefusedInterval::end).toArray(Long[]::new),
                spans.stream().map(RefusedInterval::minGeneration).toArray(Integer[]::new),
                spans.stream().map(span -> span.since().toString()).toArray(String[]::new),
                Timestamp.from(from),
                Timestamp.from(to)));
        values.addAll(visible.values());
        return jdbc.sql(sum.formatted("""
                        SELECT DISTINCT ON (u.position) s.place - 1 AS span, u.first_at, u.last_at, u.count
                        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::integer[], ?::text[]) WITH ORDINALITY
                             AS s (token_id, begins, ends, generation, since, place)
                        JOIN audit_trail_v3 u ON u.token_id = s.token_id AND u.place >= s.begins AND u.place < s.ends
                        WHERE u.action = 'token.used' AND (u.data ->> 'generation')::integer >= s.generation AND %s
                            AND u.last_at >= ? AND u.first_at < ?%s
                        ORDER BY u.position, s.place""".formatted(condition, visible.and()))).params(values);
    }

    /** Finds the intervals without a use from all uses of each key. */
    List<RefusedInterval> idle(@Nullable UUID organization, int days, Instant from, Instant to) {
        return jdbc.sql("""
                        WITH busy AS (
                            SELECT token_id, position, used_at AS at, true AS use FROM token_last_use_v2
                            UNION ALL
                            SELECT token_id, valid_from, since, false FROM token_history_v1
                            WHERE because IN ('token.created', 'token.rotated', 'token.activated')
                            UNION ALL
                            SELECT k.token_id, j.position, j.recorded_at, false FROM member_history_v1 m
                            JOIN audit_trail_v3 j ON j.position = m.valid_from AND j.action = 'organization.member_added'
                            JOIN token_history_v1 k ON k.owner_id = m.account_id AND k.because = 'token.created'
                            WHERE m.organization_id = :organization::uuid),
                        gap AS (
                            SELECT token_id, position, at, use,
                                   greatest(max(at) OVER (PARTITION BY token_id ORDER BY position
                                                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                                            + :days * interval '24 hours', :from::timestamptz) AS idle_since
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
