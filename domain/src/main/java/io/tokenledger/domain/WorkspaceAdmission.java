package io.tokenledger.domain;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The role in which an account can enter a workspace.
 *
 * <p>A service account of the workspace's organization enters only with an assignment. An administrator of the organization
 * enters every workspace as administrator. Other members enter by their assignment, or as editors where the workspace is open
 * to members. All other accounts stay outside, including superusers and auditors without an assignment.
 */
public final class WorkspaceAdmission {
    private WorkspaceAdmission() {}

    /**
     * The role of a user.
     *
     * @param membership role in the workspace's organization; null for accounts that are not members
     * @param openToMembers whether members need no assignment
     * @param assigned role that was assigned in the workspace; null if there is none
     */
    public static Optional<WorkspaceRole> ofUser(
            @Nullable OrganizationRole membership, boolean openToMembers, @Nullable WorkspaceRole assigned) {
        if (membership == null) {
            return Optional.empty();
        }
        if (membership == OrganizationRole.ORGANIZATION_ADMIN) {
            return Optional.of(WorkspaceRole.WORKSPACE_ADMIN);
        }
        if (assigned != null) {
            return Optional.of(assigned);
        }
        return openToMembers && membership == OrganizationRole.ORGANIZATION_MEMBER
                ? Optional.of(WorkspaceRole.WORKSPACE_EDITOR)
                : Optional.empty();
    }

    /**
     * The role of a service account.
     *
     * @param sameOrganization whether the workspace belongs to the organization of the service account
     * @param assigned role that was assigned in the workspace; null if there is none
     */
    public static Optional<WorkspaceRole> ofServiceAccount(boolean sameOrganization, @Nullable WorkspaceRole assigned) {
        return sameOrganization ? Optional.ofNullable(assigned) : Optional.empty();
    }

    /** The role of an account of either kind. What does not concern its kind is ignored. */
    public static Optional<WorkspaceRole> of(
            AccountKind kind,
            boolean sameOrganization,
            @Nullable OrganizationRole membership,
            boolean openToMembers,
            @Nullable WorkspaceRole assigned) {
        return switch (kind) {
            case USER -> ofUser(membership, openToMembers, assigned);
            case SERVICE_ACCOUNT -> ofServiceAccount(sameOrganization, assigned);
        };
    }
}
