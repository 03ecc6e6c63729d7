package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.domain.WorkspaceAdmission;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Workspaces as the store has them now, and the roles in which accounts may enter them. */
@Component
public class WorkspaceLookup {
    private final WorkspaceRepository table;

    WorkspaceLookup(WorkspaceRepository table) {
        this.table = table;
    }

    public Optional<WorkspaceRecord> find(UUID workspaceId) {
        return table.find(workspaceId);
    }

    /** A workspace by id, or by name if the text is no id. */
    public Optional<WorkspaceRecord> find(String idOrName) {
        return ResourceIds.find(idOrName, table::find, name -> table.findByName(NormalizedName.of(name)));
    }

    /** The role in which the account may enter the workspace; empty if it may not. */
    public Optional<WorkspaceRole> admission(AccountRecord account, WorkspaceRecord workspace) {
        return role(
                account,
                workspace,
                table.assignment(workspace.workspaceId(), account.accountId()).orElse(null));
    }

    /** All workspaces that the account may enter, each with its role there. */
    public Map<WorkspaceRecord, WorkspaceRole> admissions(AccountRecord account) {
        Map<UUID, WorkspaceRole> assignments = table.assignmentsOf(account.accountId());
        Map<WorkspaceRecord, WorkspaceRole> admissions = new LinkedHashMap<>();
        for (WorkspaceRecord workspace : table.of(organizationsOf(account))) {
            role(account, workspace, assignments.get(workspace.workspaceId()))
                    .ifPresent(role -> admissions.put(workspace, role));
        }
        return admissions;
    }

    /** Ids of the organization's workspaces to which the account is assigned. */
    public List<UUID> assigned(UUID organizationId, UUID accountId) {
        return table.assigned(organizationId, accountId);
    }

    private static Optional<WorkspaceRole> role(
            AccountRecord account, WorkspaceRecord workspace, @Nullable WorkspaceRole assigned) {
        UUID organization = workspace.organizationId();
        return WorkspaceAdmission.of(
                account.kind(),
                organization.equals(account.organizationId()),
                account.memberships().get(organization),
                workspace.openToMembers(),
                assigned);
    }

    public static ProblemException notFound() {
        return ProblemCode.WORKSPACE_NOT_FOUND.because("There is no such workspace.");
    }

    private static Collection<UUID> organizationsOf(AccountRecord account) {
        UUID home = account.organizationId();
        return home == null ? account.memberships().keySet() : Set.of(home);
    }
}
