package io.tokenledger.command.workspace;

import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Commands to a workspace. */
sealed interface WorkspaceCommand {
    UUID workspaceId();

    /**
     * Creates a workspace.
     *
     * @param url address of the workspace; null if the ledger serves it
     */
    record CreateWorkspace(
            @TargetAggregateIdentifier UUID workspaceId,
            UUID organizationId,
            WorkspaceName name,
            @Nullable String description,
            @Nullable WorkspaceUrl url,
            boolean openToMembers)
            implements WorkspaceCommand {}

    /** Changes description, address or access for members. Values that are null stay unchanged. */
    record DescribeWorkspace(
            @TargetAggregateIdentifier UUID workspaceId,
            @Nullable String description,
            @Nullable WorkspaceUrl url,
            @Nullable Boolean openToMembers)
            implements WorkspaceCommand {}

    /** Gives the account this role in the workspace and replaces an earlier one. */
    record AssignAccount(@TargetAggregateIdentifier UUID workspaceId, UUID accountId, WorkspaceRole role)
            implements WorkspaceCommand {}

    /** Removes the account's role in the workspace. */
    record RemoveAssignment(@TargetAggregateIdentifier UUID workspaceId, UUID accountId) implements WorkspaceCommand {}
}
