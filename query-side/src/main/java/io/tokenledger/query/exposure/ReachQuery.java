package io.tokenledger.query.exposure;

import io.tokenledger.query.exposure.ExposureReport.Place;
import io.tokenledger.query.exposure.ExposureReport.Reach;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where accounts could go at some time in a window, by the rules of admission as they were then: a service account where
 * it was assigned, an administrator everywhere, a member where it was assigned or the workspace was open to members.
 */
@Repository
class ReachQuery {

    private static final String ORGANIZATIONS = """
            SELECT m.organization_id AS id FROM member_history_v1 m
            WHERE m.account_id = ANY (:accounts) AND %1$s
            UNION
            SELECT a.organization_id FROM account_history_v1 a
            WHERE a.account_id = ANY (:accounts) AND a.organization_id IS NOT NULL AND %2$s""".formatted(within("m"), within("a"));

    private static final String WORKSPACES =
            """
            SELECT w.workspace_id AS id FROM assignment_history_v1 s
            JOIN account_history_v1 a ON a.account_id = s.account_id AND a.kind = 'service_account'
            JOIN workspace_history_v1 w ON w.workspace_id = s.workspace_id AND w.organization_id = a.organization_id
            WHERE s.account_id = ANY (:accounts) AND %1$s
            UNION
            SELECT w.workspace_id FROM member_history_v1 m
            JOIN workspace_history_v1 w ON w.organization_id = m.organization_id
            WHERE m.account_id = ANY (:accounts) AND %2$s
                AND (m.role = 'organization_admin' OR (w.open_to_members AND m.role = 'organization_member'))
            UNION
            SELECT w.workspace_id FROM member_history_v1 m
            JOIN assignment_history_v1 s ON s.account_id = m.account_id
            JOIN workspace_history_v1 w ON w.workspace_id = s.workspace_id AND w.organization_id = m.organization_id
            WHERE m.account_id = ANY (:accounts) AND %3$s""".formatted(within("s", "a", "w"), within("m", "w"), within("m", "s", "w"));

    private final JdbcClient jdbc;

    ReachQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Reach of(Collection<UUID> accounts, Window window) {
        Map<String, Object> values = new HashMap<>();
        values.put("accounts", accounts.toArray(UUID[]::new));
        values.put("first", window.firstPosition());
        values.put("last", window.lastPosition());
        return new Reach(places(ORGANIZATIONS, "organization", values), places(WORKSPACES, "workspace", values));
    }

    private List<Place> places(String ids, String of, Map<String, Object> values) {
        return jdbc.sql("""
                        SELECT p.id, l.name FROM (%1$s) p
                        LEFT JOIN %2$s_listing_v1 l ON l.%2$s_id = p.id ORDER BY l.name, p.id""".formatted(ids, of))
                .params(values)
                .query((row, number) -> new Place(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    /** Whether states that hold at positions [from, to) held together at some position of the window. */
    private static String within(String... states) {
        String begins = String.join(".valid_from, ", states) + ".valid_from";
        String ends = String.join(".valid_to, ", states) + ".valid_to";
        return "greatest(" + begins + ", :first) <= least(" + ends + ", :last + 1) - 1";
    }
}
