package io.tokenledger.query.asof;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes that an event makes to the history of accounts, members, workspaces and assignments: none, one or two.
 */
final class DirectoryHistory {
    private static final ValidityRanges ACCOUNTS = new ValidityRanges("account_history_v1", "account_id");
    private static final ValidityRanges MEMBERS =
            new ValidityRanges("member_history_v1", "organization_id", "account_id");
    private static final ValidityRanges WORKSPACES = new ValidityRanges("workspace_history_v1", "workspace_id");
    private static final ValidityRanges ASSIGNMENTS =
            new ValidityRanges("assignment_history_v1", "workspace_id", "account_id");

    private DirectoryHistory() {}

    static List<SqlChange> of(LedgerEvent event, long position) {
        return switch (event) {
            case AccountRegistered registered -> List.of(ACCOUNTS.begin(position, columns(registered)));
            case AccountDeactivated off ->
                List.of(ACCOUNTS.change(position, Columns.of("active", false), off.accountId()));
            case AccountActivated on -> List.of(ACCOUNTS.change(position, Columns.of("active", true), on.accountId()));
            case AccountDeleted gone ->
                List.of(ACCOUNTS.change(position, Columns.of("deleted", true), gone.accountId()));
            case MemberAdded added ->
                List.of(MEMBERS.begin(
                        position,
                        Columns.of(
                                "organization_id", added.organizationId(),
                                "account_id", added.accountId(),
                                "role", added.role().wire())));
            case MemberRoleChanged changed ->
                List.of(MEMBERS.change(
                        position,
                        Columns.of("role", changed.role().wire()),
                        changed.organizationId(),
                        changed.accountId()));
            case MemberRemoved removed -> List.of(MEMBERS.end(position, removed.organizationId(), removed.accountId()));
            case WorkspaceCreated created -> List.of(WORKSPACES.begin(position, columns(created)));
            case WorkspaceDescribed described ->
                List.of(WORKSPACES.change(
                        position,
                        Columns.of("name", described.name(), "open_to_members", described.openToMembers()),
                        described.workspaceId()));
            // A second assignment replaces the first.
            case AccountAssigned assigned ->
                List.of(
                        ASSIGNMENTS.end(position, assigned.workspaceId(), assigned.accountId()),
                        ASSIGNMENTS.begin(position, columns(assigned)));
            case AssignmentRemoved removed ->
                List.of(ASSIGNMENTS.end(position, removed.workspaceId(), removed.accountId()));
            default -> List.of();
        };
    }

    private static Map<String, @Nullable Object> columns(AccountRegistered registered) {
        return Columns.of(
                "account_id", registered.accountId(),
                "kind", registered.kind().wire(),
                "username", registered.username(),
                "organization_id", registered.organizationId(),
                "active", true,
                "deleted", false);
    }

    private static Map<String, @Nullable Object> columns(WorkspaceCreated created) {
        return Columns.of(
                "workspace_id", created.workspaceId(),
                "organization_id", created.organizationId(),
                "name", created.name(),
                "open_to_members", created.openToMembers());
    }

    private static Map<String, @Nullable Object> columns(AccountAssigned assigned) {
        return Columns.of(
                "workspace_id", assigned.workspaceId(),
                "account_id", assigned.accountId(),
                "role", assigned.role().wire());
    }
}
