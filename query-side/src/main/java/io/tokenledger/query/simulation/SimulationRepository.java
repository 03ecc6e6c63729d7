package io.tokenledger.query.simulation;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads the history that a simulation needs. */
@Repository
class SimulationRepository {
    private static final int PAGE = 2_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SimulationRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
     * The positions of the first and last event of a window; empty if it has none. Also contains earlier and later events
     * if the clock was set back meanwhile.
     */
    Optional<Window> window(Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT min(position) AS first, max(position) AS last FROM policy_event_v1
                        WHERE recorded_at >= ? AND recorded_at < ? HAVING count(*) > 0""")
                .params(Timestamp.from(from), Timestamp.from(to))
                .query(Window.class)
                .optional();
    }

    /** Positions of events, both inclusive. */
    record Window(long first, long last) {}

    /** Passes on, in order, what happened before the window to roles and memberships of the accounts in it. */
    void readAccountsBefore(Window window, Consumer<HistoricalEvent> fold) {
        Statement statement = accountsBefore(window);
        jdbc.sql(statement.text())
                .params(statement.values())
                .withFetchSize(PAGE)
                .query((RowCallbackHandler) row -> fold.accept(readEvent(row)));
    }

    static Statement accountsBefore(Window window) {
        return new Statement(
                """
                        WITH account AS (
                            SELECT owner_id AS id FROM policy_event_v1 WHERE position BETWEEN ? AND ?
                            UNION
                            SELECT actor_id FROM policy_event_v1 WHERE position BETWEEN ? AND ?)
                        SELECT e.* FROM account a
                        JOIN policy_event_v1 e ON e.owner_id = a.id AND e.token_id IS NULL AND e.position < ?
                        ORDER BY e.position""", List.of(window.first(), window.last(), window.first(), window.last(), window.first()));
    }

    /**
     * A key that existed before the window.
     *
     * @param expiresAt its expiry at that time; null if it did not expire
     */
    record ExistingKey(UUID id, UUID ownerId, @Nullable Instant expiresAt) {}

    /** Passes on the keys that the owners in the window had before it. */
    void readKeysBefore(Window window, Consumer<ExistingKey> each) {
        Statement statement = keysBefore(window);
        jdbc.sql(statement.text())
                .params(statement.values())
                .withFetchSize(PAGE)
                .query((RowCallbackHandler) row -> each.accept(new ExistingKey(
                        row.getObject("token_id", UUID.class),
                        row.getObject("owner_id", UUID.class),
                        instant(row.getTimestamp("expires_at")))));
    }

    static Statement keysBefore(Window window) {
        return new Statement("""
                        WITH owner AS (
                            SELECT DISTINCT owner_id FROM policy_event_v1
                            WHERE position BETWEEN ? AND ? AND token_id IS NOT NULL)
                        SELECT h.token_id, h.owner_id, h.expires_at FROM owner o
                        JOIN token_history_v1 h ON h.owner_id = o.owner_id
                        WHERE h.valid_from < ? AND h.valid_to >= ? AND NOT h.deleted""", List.of(window.first(), window.last(), window.first(), window.first()));
    }

    /**
     * Passes on, in order, the events of the window that a policy applies to or that change roles and memberships.
     *
     * @param to end of the window; later events, which the window contains if the clock was set back, are left out
     */
    void read(Window window, Instant to, Consumer<HistoricalEvent> fold) {
        jdbc.sql("""
                        SELECT * FROM policy_event_v1
                        WHERE position BETWEEN ? AND ? AND recorded_at < ? ORDER BY position""")
                .params(window.first(), window.last(), Timestamp.from(to))
                .withFetchSize(PAGE)
                .query((RowCallbackHandler) row -> fold.accept(readEvent(row)));
    }

    /**
     * Intervals of keys without a use for {@code days} days. Each begins with the first use after that time and ends
     * with the key's next activation.
     *
     * @param before position of the last event before {@code from}; 0 if there is none
     * @param last position of the last event before {@code to}
     */
    List<RefusedInterval> idle(
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

    private HistoricalEvent readEvent(ResultSet row) throws SQLException {
        return new HistoricalEvent(
                row.getLong("position"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("action"),
                row.getObject("actor_id", UUID.class),
                row.getObject("actor_key_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                json.readTree(row.getString("data")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
