package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The workspaces in a caller's list: those that it may enter, and those whose organization it administers or audits.
 * The caller's roles are the current ones.
 */
final class WorkspaceVisibility {
    private static final String ASSIGNED = """
            EXISTS (SELECT FROM assignment_listing_v1 s
                    WHERE s.workspace_id = w.workspace_id AND s.account_id = ?)""";

    private WorkspaceVisibility() {}

    /** Restricts the list to workspaces that the caller may know of. */
    static void restrict(SqlConditions conditions, Caller caller) {
        if (!caller.may(Action.WORKSPACE_READ)) {
            restrict(
                    conditions,
                    caller,
                    caller.organizationsWhere(Action.WORKSPACE_READ).toArray(UUID[]::new));
        }
    }

    /** Restricts the list to workspaces that the caller may enter: {@code member_only} of ZenML's client. */
    static void restrictToEnterable(SqlConditions conditions, Caller caller) {
        restrict(conditions, caller, where(caller, OrganizationRole.ORGANIZATION_ADMIN));
    }

    private static void restrict(SqlConditions conditions, Caller caller, UUID[] organizations) {
        List<UUID> related = new ArrayList<>(caller.memberships().keySet());
        if (caller.homeId() != null) {
            related.add(caller.homeId());
        }
        conditions.and(
                "(w.organization_id = ANY (?) OR (w.open_to_members AND w.organization_id = ANY (?))"
                        + " OR (w.organization_id = ANY (?) AND " + ASSIGNED + "))",
                organizations,
                where(caller, OrganizationRole.ORGANIZATION_MEMBER),
                related.toArray(UUID[]::new),
                caller.accountId());
    }

    private static UUID[] where(Caller caller, OrganizationRole role) {
        return caller.memberships().entrySet().stream()
                .filter(membership -> membership.getValue() == role)
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
    }
}
