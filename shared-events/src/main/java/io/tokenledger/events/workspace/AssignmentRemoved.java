package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account no longer has a role of its own in the workspace. */
@StoredAs("workspace.assignment_removed")
public record AssignmentRemoved(UUID workspaceId, UUID organizationId, UUID accountId) implements WorkspaceEvent {
    @Override
    public UUID dataSubject() {
        return accountId;
    }
}
