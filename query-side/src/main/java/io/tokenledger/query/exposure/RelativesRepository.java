package io.tokenledger.query.exposure;

import io.tokenledger.domain.KeyState;
import io.tokenledger.events.WireNames;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.exposure.ExposureReport.Sibling;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds keys related to the subject: keys that it created, their descendants, and the owners' other keys. The parameter
 * {@code visible} is a condition on {@code t} that selects the keys that the caller may see.
 */
@Repository
class RelativesRepository {
    private final JdbcClient jdbc;
    private final Clock clock;

    RelativesRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keys of these owners that existed at some time in the window, except the keys of {@code but}. */
    List<Sibling> siblings(
            Collection<UUID> owners, Collection<UUID> but, ReportWindow window, SqlConditions visible, int most) {
        List<Object> values = new ArrayList<>(List.of(ids(owners), window.end(), ids(but), window.begin()));
        values.addAll(visible.values());
        values.add(most + 1);
        return jdbc.sql("""
                        SELECT t.* FROM token_listing_v1 t
                        WHERE t.owner_id = ANY (?) AND t.created_at < ? AND NOT t.token_id = ANY (?)
                            AND NOT EXISTS (SELECT FROM token_history_v1 d
                                            WHERE d.token_id = t.token_id AND d.because = 'token.deleted' AND d.since < ?)%s
                        ORDER BY t.created_at, t.token_id LIMIT ?""".formatted(visible.and()))
                .params(values)
                .query((row, number) -> new Sibling(
                        row.getObject("token_id", UUID.class),
                        row.getString("name"),
                        row.getObject("owner_id", UUID.class),
                        row.getTimestamp("created_at").toInstant(),
                        state(row)))
                .list();
    }

    /**
     * A key that a key of the subject created, or one of those.
     *
     * @param depth 1 if a key of the subject created it, 2 if a key of depth 1 did, and so on
     */
    record Descendant(UUID id, int depth) {}

    /** Descendants of these keys, created at any time before the window ends. */
    List<Descendant> childrenOf(Collection<UUID> keys, ReportWindow window, SqlConditions visible, int most) {
        return tree("h.created_by_key = ANY (?)", List.<Object>of((Object) ids(keys)), window, visible, most);
    }

    /** Keys that the subject created in the window, and their descendants. */
    List<Descendant> createdBy(SqlConditions subject, ReportWindow window, SqlConditions visible, int most) {
        List<Object> values = new ArrayList<>(subject.values());
        values.add(window.begin());
        values.add(window.end());
        String created = "h.token_id IN (SELECT r.token_id FROM audit_trail_v3 r" + subject.where()
                + " AND r.action = 'token.created' AND r.recorded_at >= ? AND r.recorded_at < ?)";
        return tree(created, values, window, visible, most);
    }

    private List<Descendant> tree(
            String first, List<Object> values, ReportWindow window, SqlConditions visible, int most) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(window.end(), window.end()));
        all.addAll(visible.values());
        all.add(most + 1);
        return jdbc.sql("""
                        WITH RECURSIVE first AS (
                            SELECT h.token_id FROM token_history_v1 h WHERE %s AND h.because = 'token.created' AND h.since < ?),
                        tree AS (
                            SELECT token_id, 1 AS depth FROM first
                            UNION ALL
                            SELECT h.token_id, tree.depth + 1 FROM tree
                            JOIN token_history_v1 h ON h.created_by_key = tree.token_id
                            WHERE h.because = 'token.created' AND h.since < ? AND h.token_id NOT IN (SELECT token_id FROM first))
                        SELECT t.token_id, d.depth FROM tree d
                        JOIN token_listing_v1 t ON t.token_id = d.token_id WHERE true%s
                        ORDER BY t.created_at, t.token_id LIMIT ?""".formatted(first, visible.and()))
                .params(all)
                .query((row, number) -> new Descendant(row.getObject("token_id", UUID.class), row.getInt("depth")))
                .list();
    }

    private String state(ResultSet row) throws SQLException {
        return WireNames.of(KeyState.of(
                row.getBoolean("active"), Sql.instant(row, "expires_at"), row.getBoolean("deleted"), clock.instant()));
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
