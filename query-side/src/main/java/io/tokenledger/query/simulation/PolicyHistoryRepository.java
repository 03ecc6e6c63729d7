package io.tokenledger.query.simulation;

import io.tokenledger.query.simulation.SimulationRepository.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events that a policy applies to, and the state before them. */
@Repository
class PolicyHistoryRepository {
    private static final int PAGE = 2_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PolicyHistoryRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
