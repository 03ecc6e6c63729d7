package io.tokenledger.query.comparison;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.KeyState;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.comparison.TokenChange.Cause;
import io.tokenledger.query.comparison.TokenChange.Kind;
import io.tokenledger.query.comparison.TokenChange.State;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Compares the histories of keys and accounts at two positions. */
@Repository
class ComparisonRepository {
    private static final int MAX_CAUSES = 100;

    /**
     * The keys with an event, or whose owner's account has one that matters, after the first position and up to the
     * second. Each has its rows at both positions.
     */
    private static final String KEYS = """
            WITH changed AS (
                SELECT h.token_id, h.owner_id FROM token_history_v1 h WHERE h.valid_from > :from AND h.valid_from <= :to
                UNION
                SELECT h.token_id, h.owner_id FROM account_history_v1 a
                JOIN account_history_v1 b ON b.account_id = a.account_id AND b.valid_to = a.valid_from
                    AND (b.active, b.deleted) IS DISTINCT FROM (a.active, a.deleted)
                JOIN token_history_v1 h ON h.owner_id = a.account_id AND h.valid_from <= :from AND h.valid_to > :from
                    AND NOT h.deleted
                WHERE a.valid_from > :from AND a.valid_from <= :to)
            SELECT c.token_id, c.owner_id,
                   o.name AS old_name, o.description AS old_description, o.active AS old_active, o.deleted AS old_deleted,
                   o.expires_at AS old_expires_at, o.generation AS old_generation,
                   coalesce(oa.active AND NOT oa.deleted, false) AS old_owner_active,
                   n.name AS new_name, n.description AS new_description, n.active AS new_active, n.deleted AS new_deleted,
                   n.expires_at AS new_expires_at, n.generation AS new_generation,
                   coalesce(na.active AND NOT na.deleted, false) AS new_owner_active
            FROM changed c
            JOIN token_history_v1 n ON n.token_id = c.token_id AND n.valid_from <= :to AND n.valid_to > :to
            LEFT JOIN token_history_v1 o ON o.token_id = c.token_id AND o.valid_from <= :from AND o.valid_to > :from
            LEFT JOIN account_history_v1 na ON na.account_id = c.owner_id AND na.valid_from <= :to AND na.valid_to > :to
            LEFT JOIN account_history_v1 oa ON oa.account_id = c.owner_id AND oa.valid_from <= :from AND oa.valid_to > :from
            WHERE (o.token_id IS NULL OR NOT o.deleted) AND c.token_id > :after%s
            ORDER BY c.token_id LIMIT :most""";

    private static final String CAUSES = """
            SELECT * FROM (
                SELECT e.id, r.position, r.recorded_at, r.action, r.reason, u.username,
                       row_number() OVER (PARTITION BY e.id ORDER BY r.position DESC) AS place
                FROM (
                    SELECT k.id, h.valid_from AS position FROM unnest(?::uuid[], ?::uuid[]) AS k (id, owner_id)
                    JOIN token_history_v1 h ON h.token_id = k.id AND h.valid_from > ? AND h.valid_from <= ?
                    UNION
                    SELECT k.id, a.valid_from FROM unnest(?::uuid[], ?::uuid[]) AS k (id, owner_id)
                    JOIN account_history_v1 a ON a.account_id = k.owner_id AND a.valid_from > ? AND a.valid_from <= ?
                    JOIN account_history_v1 b ON b.account_id = a.account_id AND b.valid_to = a.valid_from
                        AND (b.active, b.deleted) IS DISTINCT FROM (a.active, a.deleted)
                        AND a.valid_from > (SELECT min(c.valid_from) FROM token_history_v1 c WHERE c.token_id = k.id)) e
                JOIN audit_trail_v3 r ON r.position = e.position
                LEFT JOIN account_listing_v1 u ON u.account_id = r.actor_id%s) c
            WHERE place <= %d ORDER BY id, position""";

    private final JdbcClient jdbc;

    ComparisonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The keys that differ, in the order of their ids.
     *
     * @param organization only keys of accounts that belong to it at the second position; null for all
     * @param after id of the last key of the previous page
     */
    List<TokenChange> changes(AsOf from, AsOf to, @Nullable UUID organization, Caller caller, UUID after, int most) {
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "c.owner_id", caller, to);
        if (organization != null) {
            VisibleAccounts.ofOrganization(visible, "c.owner_id", organization, caller, to);
        }
        Map<String, Object> values =
                new HashMap<>(Map.of("from", position(from), "to", position(to), "after", after, "most", most));
        String restriction = visible.and();
        for (int i = 0; i < visible.values().size(); i++) {
            restriction = restriction.replaceFirst("\\?", ":visible" + i);
            values.put("visible" + i, visible.values().get(i));
        }
        List<TokenChange> changes = jdbc.sql(KEYS.formatted(restriction))
                .params(values)
                .query((row, number) -> read(row, from, to))
                .list();
        return withCauses(changes, from, to, caller);
    }

    private List<TokenChange> withCauses(List<TokenChange> changes, AsOf from, AsOf to, Caller caller) {
        UUID[] ids = changes.stream().map(TokenChange::id).toArray(UUID[]::new);
        UUID[] owners = changes.stream().map(TokenChange::ownerId).toArray(UUID[]::new);
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrictEntries(visible, "r", caller);
        List<Object> values = new ArrayList<>(
                List.of(ids, owners, position(from), position(to), ids, owners, position(from), position(to)));
        values.addAll(visible.values());
        Map<UUID, List<Cause>> causes = new HashMap<>();
        jdbc.sql(CAUSES.formatted(visible.where(), MAX_CAUSES)).params(values).query(row -> {
            causes.computeIfAbsent(row.getObject("id", UUID.class), id -> new ArrayList<>())
                    .add(new Cause(
                            row.getLong("position"),
                            row.getTimestamp("recorded_at").toInstant(),
                            row.getString("action"),
                            row.getString("username"),
                            row.getString("reason")));
        });
        return changes.stream()
                .map(change -> new TokenChange(
                        change.id(),
                        change.change(),
                        change.ownerId(),
                        change.before(),
                        change.after(),
                        causes.getOrDefault(change.id(), List.of())))
                .toList();
    }

    private static TokenChange read(ResultSet row, AsOf from, AsOf to) throws SQLException {
        State before = row.getString("old_name") == null ? null : state(row, "old_", from.at());
        State after = state(row, "new_", to.at());
        return new TokenChange(
                row.getObject("token_id", UUID.class),
                kind(before, after),
                row.getObject("owner_id", UUID.class),
                before,
                after,
                List.of());
    }

    private static Kind kind(@Nullable State before, State after) {
        if (before == null) {
            return Kind.ADDED;
        }
        return after.state() == KeyState.DELETED ? Kind.REMOVED : Kind.CHANGED;
    }

    private static State state(ResultSet row, String prefix, Instant at) throws SQLException {
        Instant expiresAt = Sql.instant(row, prefix + "expires_at");
        return new State(
                row.getString(prefix + "name"),
                row.getString(prefix + "description"),
                KeyState.of(row.getBoolean(prefix + "active"), expiresAt, row.getBoolean(prefix + "deleted"), at),
                row.getInt(prefix + "generation"),
                expiresAt,
                row.getBoolean(prefix + "owner_active"));
    }

    private static long position(AsOf at) {
        return at.position() == null ? Long.MAX_VALUE - 1 : at.position();
    }
}
