package io.tokenledger.query.workspacelisting;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.UUID;

/**
 * The role of an account in a workspace.
 *
 * @param isActive whether the account may act; false while it is deactivated
 */
record AssignmentResource(
        UUID accountId,
        String username,
        AccountKind accountKind,
        boolean isActive,
        UUID workspaceId,
        String workspaceName,
        WorkspaceRole role) {}
