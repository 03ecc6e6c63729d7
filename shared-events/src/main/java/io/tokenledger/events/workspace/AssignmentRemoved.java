package io.tokenledger.events.workspace;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account has no role of its own in the workspace any more. */
@StoredAs("workspace.assignment_removed")
public record AssignmentRemoved(UUID workspaceId, UUID organizationId, UUID accountId) implements WorkspaceEvent {}
