package io.tokenledger.query.simulation;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.simulation.SimulationRepository.Statement;
import io.tokenledger.query.sql.AuditNetworks;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Statements that sum the accepted uses in refused intervals. For callers that may read all keys, they sum the rows of
 * whole days, and read entries only of days in which an interval or the window begins or ends. The visibility of other
 * callers differs by entry, so for them the statements read all entries.
 */
final class RefusedUses {
    /**
     * An entry in the window begins at most one day earlier, except long entries, which a partial index finds.
     */
    private static final String PARTS = """
            WITH part AS MATERIALIZED (
                SELECT part, span, token_id, begins, ends, lowest, highest, since::timestamptz AS since, w.*
                FROM unnest(?::integer[], ?::uuid[], ?::bigint[], ?::bigint[], ?::integer[], ?::integer[], ?::text[])
                     WITH ORDINALITY AS p (span, token_id, begins, ends, lowest, highest, since, part)
                CROSS JOIN (
                    SELECT least(?::date - 1, (SELECT min(day) FROM token_use_day_v1
                                               WHERE last_day > day + 1 AND last_day >= ?::date)) AS first_day,
                           ?::date AS last_day, ?::timestamptz AS until) w)""";

    /** OFFSET 0 keeps the planner from reading the whole trail if there are many parts. */
    private static final String OF_ENTRIES = """
            %s, used AS (
                SELECT p.span, (u.first_at AT TIME ZONE 'UTC')::date AS day, u.count AS uses, u.last_at
                FROM part p CROSS JOIN LATERAL (
                    SELECT u.first_at, u.last_at, u.count FROM audit_trail_v3 u
                    WHERE u.token_id = p.token_id AND u.place >= p.begins AND u.place < p.ends AND u.action = 'token.used'
                        AND (u.data ->> 'generation')::integer BETWEEN p.lowest AND p.highest
                        AND u.last_at >= p.since AND u.first_at < p.until%s OFFSET 0) u)""";

    private static final String ROWS_IN_PART = """
            SELECT d.*, d.first_place >= p.begins AND d.last_place < p.ends AND d.first_at >= p.since
                        AND d.last_at < p.until AS whole
            FROM token_use_day_v1 d
            WHERE d.token_id = p.token_id AND d.outcome = 'accepted' AND d.generation BETWEEN p.lowest AND p.highest
                AND d.first_place < p.ends AND d.last_place >= p.begins AND d.last_at >= p.since AND d.first_at < p.until""";

    /** Sums each day first, so that the rows of all days are not kept. */
    private static final String OF_DAYS = """
            %1$s, day AS MATERIALIZED (
                SELECT p.part, p.span, d.* FROM part p CROSS JOIN LATERAL (
                    SELECT day, (sum(uses) FILTER (WHERE whole))::bigint AS uses, max(last_at) FILTER (WHERE whole) AS last_at,
                           NOT bool_and(whole) AS cut
                    FROM (%2$s AND d.day >= p.first_day AND d.day <= p.last_day) d GROUP BY day) d),
            used AS (
                SELECT span, day, uses, last_at FROM day WHERE uses IS NOT NULL
                UNION ALL
                SELECT p.span, c.day, e.count, e.last_at
                FROM (SELECT part, day FROM day WHERE cut) c JOIN part p USING (part)
                CROSS JOIN LATERAL (SELECT * FROM (%2$s AND d.day = c.day) d WHERE NOT whole OFFSET 0) d
                CROSS JOIN LATERAL (
                    SELECT r.count, r.last_at FROM audit_trail_v3 r
                    WHERE r.token_id = p.token_id AND r.action = 'token.used'
                        AND r.place >= greatest(p.begins, d.first_place) AND r.place < least(p.ends, d.last_place + 1)
                        AND (r.first_at AT TIME ZONE 'UTC')::date = d.day AND r.data ->> 'channel' = d.channel
                        AND (r.data ->> 'generation')::integer = d.generation AND %3$s = d.network
                        AND r.last_at >= p.since AND r.first_at < p.until OFFSET 0) e)""";

    private static final String BY_DAY =
            "%s SELECT span, day, sum(uses)::bigint AS uses FROM used GROUP BY span, day ORDER BY span, day";

    private static final String SINCE_EXPIRY =
            "%s SELECT span, sum(uses)::bigint AS uses, max(last_at) AS last_used_at FROM used GROUP BY span ORDER BY span";

    private RefusedUses() {}

    /** Uses by interval and day. */
    static Statement byDay(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        return statement(BY_DAY, spans, span -> from, from, to, caller);
    }

    /**
     * Uses by interval after its {@code since}.
     *
     * @param spans intervals in the order of {@code since}, so that a use in several ones is after that of the first
     */
    static Statement sinceExpiry(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        return statement(
                SINCE_EXPIRY, spans, span -> span.since().isAfter(from) ? span.since() : from, from, to, caller);
    }

    private static Statement statement(
            String sum,
            List<RefusedInterval> spans,
            Function<RefusedInterval, Instant> since,
            Instant from,
            Instant to,
            Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "u", caller);
        List<Object> values = parts(spans, since);
        LocalDate firstDay = LocalDate.ofInstant(from, ZoneOffset.UTC);
        values.addAll(List.of(firstDay, firstDay, LocalDate.ofInstant(to, ZoneOffset.UTC), Timestamp.from(to)));
        values.addAll(visible.values());
        String used = visible.values().isEmpty()
                ? OF_DAYS.formatted(PARTS, ROWS_IN_PART, AuditNetworks.OF_DAILY_USES)
                : OF_ENTRIES.formatted(PARTS, visible.and());
        return new Statement(sum.formatted(used), values);
    }

    private static List<Object> parts(List<RefusedInterval> spans, Function<RefusedInterval, Instant> since) {
        List<RefusedPart> parts = RefusedPart.of(spans);
        return new ArrayList<>(List.of(
                parts.stream().map(RefusedPart::span).toArray(Integer[]::new),
                parts.stream().map(RefusedPart::tokenId).toArray(UUID[]::new),
                parts.stream().map(RefusedPart::begin).toArray(Long[]::new),
                parts.stream().map(RefusedPart::end).toArray(Long[]::new),
                parts.stream().map(RefusedPart::lowest).toArray(Integer[]::new),
                parts.stream().map(RefusedPart::highest).toArray(Integer[]::new),
                parts.stream()
                        .map(part -> since.apply(spans.get(part.span())).toString())
                        .toArray(String[]::new)));
    }
}
