package io.tokenledger.authentication.lookup;

import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in which role an account may enter a workspace. Pure: what is known comes in as arguments.
 *
 * <p>A service account enters only what it was assigned to. A member of the organization enters by its assignment, else
 * as an administrator everywhere, else where the workspace is open to members. Nobody else enters, superusers included.
 */
final class Admission {
    private Admission() {}

    static Optional<WorkspaceRole> role(
            AccountRecord account, WorkspaceRecord workspace, @Nullable WorkspaceRole assigned) {
        return switch (account.kind()) {
            case SERVICE_ACCOUNT ->
                workspace.organizationId().equals(account.organizationId())
                        ? Optional.ofNullable(assigned)
                        : Optional.empty();
            case USER -> {
                OrganizationRole membership = account.memberships().get(workspace.organizationId());
                yield membership == null ? Optional.empty() : ofMember(membership, workspace, assigned);
            }
        };
    }

    private static Optional<WorkspaceRole> ofMember(
            OrganizationRole membership, WorkspaceRecord workspace, @Nullable WorkspaceRole assigned) {
        if (membership == OrganizationRole.ORGANIZATION_ADMIN) {
            return Optional.of(WorkspaceRole.WORKSPACE_ADMIN);
        }
        if (assigned != null) {
            return Optional.of(assigned);
        }
        return workspace.openToMembers() && membership == OrganizationRole.ORGANIZATION_MEMBER
                ? Optional.of(WorkspaceRole.WORKSPACE_EDITOR)
                : Optional.empty();
    }
}
