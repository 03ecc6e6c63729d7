package io.tokenledger.query.exposure;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.WorkspaceAdmission;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.exposure.ExposureReport.Place;
import io.tokenledger.query.exposure.ExposureReport.Reach;
import io.tokenledger.query.sql.VisibleHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Organizations and workspaces that accounts could reach at some time in a window, by {@link WorkspaceAdmission} and what was
 * true then.
 */
@Repository
class ReachRepository {

    /** The relation {@code visible} holds the accounts, and at which positions the caller may see what they did. */
    private static final String ORGANIZATIONS = """
            SELECT m.organization_id AS id FROM visible v JOIN member_history_v1 m ON m.account_id = v.account_id
            WHERE %1$s
            UNION
            SELECT a.organization_id FROM visible v JOIN account_history_v1 a ON a.account_id = v.account_id
            WHERE a.organization_id IS NOT NULL AND %2$s""".formatted(within("m"), within("a"));

    /** What was true together of an account and a workspace of its organization; the rules decide about admission. */
    private static final String WORKSPACES =
            """
            SELECT w.workspace_id AS id, 'service_account' AS kind, NULL AS membership, w.open_to_members, s.role AS assigned
            FROM visible v
            JOIN assignment_history_v1 s ON s.account_id = v.account_id
            JOIN account_history_v1 a ON a.account_id = s.account_id AND a.kind = 'service_account'
            JOIN workspace_history_v1 w ON w.workspace_id = s.workspace_id AND w.organization_id = a.organization_id
            WHERE %1$s
            UNION
            SELECT w.workspace_id, 'user', m.role, w.open_to_members, NULL
            FROM visible v
            JOIN member_history_v1 m ON m.account_id = v.account_id
            JOIN workspace_history_v1 w ON w.organization_id = m.organization_id
            WHERE %2$s
            UNION
            SELECT w.workspace_id, 'user', m.role, w.open_to_members, s.role
            FROM visible v
            JOIN member_history_v1 m ON m.account_id = v.account_id
            JOIN assignment_history_v1 s ON s.account_id = m.account_id
            JOIN workspace_history_v1 w ON w.workspace_id = s.workspace_id AND w.organization_id = m.organization_id
            WHERE %3$s""".formatted(within("s", "a", "w"), within("m", "w"), within("m", "s", "w"));

    private static final String WHOLE =
            "SELECT unnest(:accounts) AS account_id, 0::bigint AS valid_from, %d AS valid_to".formatted(Long.MAX_VALUE);

    private final JdbcClient jdbc;

    ReachRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The reach of accounts. Of organizations that the caller may not see, only the number is reported. Accounts see all
     * of their own reach.
     */
    Reach of(Set<UUID> accounts, ReportWindow window, Caller caller, AsOf now) {
        Map<String, Object> values = new HashMap<>();
        values.put("accounts", accounts.toArray(UUID[]::new));
        values.put("first", window.firstPosition());
        values.put("last", window.lastPosition());
        Predicate<Found> visible =
                accounts.equals(Set.of(caller.accountId())) ? place -> true : place -> isVisible(place, caller);
        String relation = VisibleHistory.periodsOf(caller, now)
                .map(periods -> "SELECT account_id, begins AS valid_from, ends AS valid_to FROM " + periods
                        + " p WHERE account_id = ANY (:accounts)")
                .orElse(WHOLE);
        List<Found> organizations = places(relation, ORGANIZATIONS, "organization", values);
        values.put("admitted", admitted(relation, values));
        List<Found> workspaces = places(relation, "SELECT unnest(:admitted) AS id", "workspace", values);
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

    private UUID[] admitted(String visible, Map<String, Object> values) {
        Set<UUID> admitted = new LinkedHashSet<>();
        jdbc.sql("WITH visible AS (" + visible + ") " + WORKSPACES)
                .params(values)
                .query((RowCallbackHandler) row -> {
                    if (role(row).isPresent()) {
                        admitted.add(row.getObject("id", UUID.class));
                    }
                });
        return admitted.toArray(UUID[]::new);
    }

    private static Optional<WorkspaceRole> role(ResultSet row) throws SQLException {
        String membership = row.getString("membership");
        String assigned = row.getString("assigned");
        return WorkspaceAdmission.of(
                WireNames.parse(AccountKind.class, row.getString("kind")),
                true, // the query joins by organization
                membership == null ? null : WireNames.parse(OrganizationRole.class, membership),
                row.getBoolean("open_to_members"),
                assigned == null ? null : WireNames.parse(WorkspaceRole.class, assigned));
    }

    private List<Found> places(String visible, String ids, String of, Map<String, Object> values) {
        return jdbc.sql("""
                        WITH visible AS (%3$s)
                        SELECT p.id, l.organization_id, l.name FROM (%1$s) p
                        LEFT JOIN %2$s_listing_v1 l ON l.%2$s_id = p.id ORDER BY l.name, p.id""".formatted(ids, of, visible))
                .params(values)
                .query((row, number) -> new Found(
                        row.getObject("id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("name")))
                .list();
    }

    /** Whether states that hold at positions [from, to) held together at some visible position of the window. */
    private static String within(String... states) {
        String begins = "v.valid_from, " + String.join(".valid_from, ", states) + ".valid_from";
        String ends = "v.valid_to, " + String.join(".valid_to, ", states) + ".valid_to";
        return "greatest(" + begins + ", :first) <= least(" + ends + ", :last + 1) - 1";
    }
}
