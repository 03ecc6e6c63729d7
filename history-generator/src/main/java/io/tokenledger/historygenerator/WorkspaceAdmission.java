package io.tokenledger.historygenerator;

import io.tokenledger.events.organization.OrganizationRole;

/** Says whether an account may enter a workspace, by the rules of the ledger's own admission. */
final class WorkspaceAdmission {
    private WorkspaceAdmission() {}

    static boolean mayEnter(GeneratedAccount account, GeneratedWorkspace workspace) {
        if (!account.isPerson()) {
            return account.home == workspace.organization && workspace.assignments.containsKey(account);
        }
        OrganizationRole membership = workspace.organization.members.get(account);
        if (membership == null) {
            return false;
        }
        return membership == OrganizationRole.ORGANIZATION_ADMIN
                || workspace.assignments.containsKey(account)
                || (workspace.openToMembers && membership == OrganizationRole.ORGANIZATION_MEMBER);
    }
}
