package io.tokenledger.historygenerator;

import io.tokenledger.domain.WorkspaceAdmission;
import io.tokenledger.events.workspace.WorkspaceRole;

/** Says whether an account may enter a workspace, by the rules of the ledger's own admission. */
final class GeneratedAdmission {
    private GeneratedAdmission() {}

    static boolean mayEnter(GeneratedAccount account, GeneratedWorkspace workspace) {
        WorkspaceRole assigned = workspace.assignments.get(account);
        return account.isPerson()
                ? WorkspaceAdmission.ofUser(
                                workspace.organization.members.get(account), workspace.openToMembers, assigned)
                        .isPresent()
                : WorkspaceAdmission.ofServiceAccount(account.home == workspace.organization, assigned)
                        .isPresent();
    }
}
