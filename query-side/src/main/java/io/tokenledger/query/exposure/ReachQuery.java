package io.tokenledger.query.exposure;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.use.Caller;
import io.tokenledger.query.exposure.ExposureReport.Place;
import io.tokenledger.query.exposure.ExposureReport.Reach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** Of others' organizations nothing but their number is told; of one's own reach everything. */
    Reach of(Set<UUID> accounts, Window window, Caller caller) {
        Map<String, Object> values = new HashMap<>();
        values.put("accounts", accounts.toArray(UUID[]::new));
        values.put("first", window.firstPosition());
        values.put("last", window.lastPosition());
        Predicate<Found> visible =
                accounts.equals(Set.of(caller.accountId())) ? place -> true : place -> isVisible(place, caller);
        List<Found> organizations = places(ORGANIZATIONS, "organization", values);
        List<Found> workspaces = places(WORKSPACES, "workspace", values);
        long hidden = Stream.concat(organizations.stream(), workspaces.stream())
                .filter(visible.negate())
                .count();
        return new Reach(shown(organizations, visible), shown(workspaces, visible), (int) hidden);
    }

    /** Names of the workspaces among these audiences; of one that the caller may not know only that it is one. */
    Map<String, String> audiences(Set<String> audiences, Caller caller) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql(
                        "SELECT workspace_id, organization_id, name FROM workspace_listing_v1 WHERE workspace_id::text = ANY (?)")
                .param(audiences.toArray(String[]::new))
                .query((row, number) -> new Found(
                        row.getObject("workspace_id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("name")))
                .list()
                .forEach(found -> names.put(
                        found.id().toString(), isVisible(found, caller) ? "'" + found.name() + "'" : "of others"));
        return names;
    }

    private record Found(
            UUID id,
            @Nullable UUID organizationId,
            @Nullable String name) {}

    private static boolean isVisible(Found place, Caller caller) {
        UUID organization = place.organizationId();
        return caller.may(Action.TOKEN_READ)
                || (organization != null && caller.memberships().containsKey(organization));
    }

    private static List<Place> shown(List<Found> places, Predicate<Found> visible) {
        return places.stream()
                .filter(visible)
                .map(found -> new Place(found.id(), found.name()))
                .toList();
    }

    private List<Found> places(String ids, String of, Map<String, Object> values) {
        return jdbc.sql("""
                        SELECT p.id, l.organization_id, l.name FROM (%1$s) p
                        LEFT JOIN %2$s_listing_v1 l ON l.%2$s_id = p.id ORDER BY l.name, p.id""".formatted(ids, of))
                .params(values)
                .query((row, number) -> new Found(
                        row.getObject("id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("name")))
                .list();
    }

    /** Whether states that hold at positions [from, to) held together at some position of the window. */
    private static String within(String... states) {
        String begins = String.join(".valid_from, ", states) + ".valid_from";
        String ends = String.join(".valid_to, ", states) + ".valid_to";
        return "greatest(" + begins + ", :first) <= least(" + ends + ", :last + 1) - 1";
    }
}
