package io.tokenledger.query.simulation;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the uses that a simulated policy would have refused, and names for the report. */
@Repository
class SimulationRepository {
    private final JdbcClient jdbc;

    SimulationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Uses that an interval would have refused on one day.
     *
     * @param span index of the interval in the list
     * @param day day of the first use of each event, in UTC
     */
    record Affected(int span, LocalDate day, long uses) {}

    boolean organizationExists(UUID organizationId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM organization_listing_v1 WHERE organization_id = ?)")
                .param(organizationId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Accepted uses in these intervals that the caller may see, by day. The result refers to an interval by its index.
     */
    List<Affected> affected(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "u", caller);
        return jdbc.sql("""
                        SELECT span, (first_at AT TIME ZONE 'UTC')::date AS day, sum(count)::bigint AS uses FROM (
                        SELECT DISTINCT ON (u.position) s.place - 1 AS span, u.first_at, u.count
                        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::integer[]) WITH ORDINALITY
                             AS s (token_id, begins, ends, generation, place)
                        JOIN audit_trail_v2 u ON u.token_id = s.token_id AND u.place >= s.begins AND u.place < s.ends
                        WHERE u.action = 'token.used' AND (u.data ->> 'generation')::integer >= s.generation
                            AND u.last_at >= ? AND u.first_at < ?%s
                        ORDER BY u.position, s.place) once
                        GROUP BY 1, 2 ORDER BY 1, 2""".formatted(visible.and()))
                .params(
                        spans.stream().map(RefusedInterval::tokenId).toArray(UUID[]::new),
                        spans.stream().map(RefusedInterval::begin).toArray(Long[]::new),
                        spans.stream().map(RefusedInterval::end).toArray(Long[]::new),
                        spans.stream().map(RefusedInterval::minGeneration).toArray(Integer[]::new),
                        Timestamp.from(from),
                        Timestamp.from(to))
                .params(visible.values())
                .query((row, number) ->
                        new Affected(row.getInt("span"), row.getObject("day", LocalDate.class), row.getLong("uses")))
                .list();
    }

    /**
     * Uses in an interval after its {@code since}.
     *
     * @param span index of the interval in the list
     */
    record LateUse(int span, long uses, Instant lastUsedAt) {}

    /**
     * Accepted uses in these intervals, after the time since which each key would not have worked, that the caller may
     * see. A use that is in several intervals counts for the first.
     */
    List<LateUse> usesSince(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        Statement statement = lateUses(spans, from, to, caller);
        return jdbc.sql(statement.text())
                .params(statement.values())
                .query((row, number) -> new LateUse(
                        row.getInt("span"),
                        row.getLong("uses"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    /** A statement with its parameters. */
    record Statement(String text, List<Object> values) {}

    static Statement lateUses(List<RefusedInterval> spans, Instant from, Instant to, Caller caller) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "u", caller);
        List<Object> values = new ArrayList<>(List.of(
                spans.stream().map(RefusedInterval::tokenId).toArray(UUID[]::new),
                spans.stream().map(RefusedInterval::begin).toArray(Long[]::new),
                spans.stream().map(RefusedInterval::end).toArray(Long[]::new),
                spans.stream().map(span -> span.since().toString()).toArray(String[]::new),
                Timestamp.from(from),
                Timestamp.from(to)));
        values.addAll(visible.values());
        return new Statement("""
                        SELECT span, sum(count)::bigint AS uses, max(last_at) AS last_used_at FROM (
                        SELECT DISTINCT ON (u.position) s.place - 1 AS span, u.last_at, u.count
                        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[]) WITH ORDINALITY
                             AS s (token_id, begins, ends, since, place)
                        JOIN audit_trail_v2 u ON u.token_id = s.token_id AND u.place >= s.begins AND u.place < s.ends
                        WHERE u.action = 'token.used' AND u.last_at >= s.since::timestamptz
                            AND u.last_at >= ? AND u.first_at < ?%s
                        ORDER BY u.position, s.place) once
                        GROUP BY 1 ORDER BY 1""".formatted(visible.and()), values);
    }

    Map<UUID, String> namesOfKeys(Collection<UUID> ids) {
        return names("SELECT token_id AS id, name FROM token_listing_v1 WHERE token_id = ANY (?)", ids);
    }

    Map<UUID, String> usernames(Collection<UUID> ids) {
        return names(
                "SELECT account_id AS id, username AS name FROM account_listing_v1 WHERE account_id = ANY (?)", ids);
    }

    private Map<UUID, String> names(String query, Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql(query).param(ids.toArray(UUID[]::new)).query((RowCallbackHandler)
                row -> names.put(row.getObject("id", UUID.class), row.getString("name")));
        return names;
    }
}
