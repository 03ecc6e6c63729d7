package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account has this role in the workspace, which replaces an earlier one. */
@StoredAs("workspace.account_assigned")
public record AccountAssigned(UUID workspaceId, UUID organizationId, UUID accountId, WorkspaceRole role)
        implements WorkspaceEvent {
    @Override
    public UUID dataSubject() {
        return accountId;
    }
}
