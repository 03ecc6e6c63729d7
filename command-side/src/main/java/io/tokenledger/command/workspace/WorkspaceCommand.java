package io.tokenledger.command.workspace;

import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a workspace. */
sealed interface WorkspaceCommand {
    UUID workspaceId();

    /** Makes a workspace; without a url the ledger serves it. */
    record CreateWorkspace(
            @TargetAggregateIdentifier UUID workspaceId,
            UUID organizationId,
            WorkspaceName name,
            @Nullable String description,
            @Nullable WorkspaceUrl url,
            boolean openToMembers)
            implements WorkspaceCommand {}

    /** Describes it anew; null leaves as it is. */
    record DescribeWorkspace(
            @TargetAggregateIdentifier UUID workspaceId,
            @Nullable String description,
            @Nullable WorkspaceUrl url,
            @Nullable Boolean openToMembers)
            implements WorkspaceCommand {}

    /** Gives the account this role in the workspace, instead of any before. */
    record AssignAccount(@TargetAggregateIdentifier UUID workspaceId, UUID accountId, WorkspaceRole role)
            implements WorkspaceCommand {}

    /** Takes the account's role in the workspace away. */
    record RemoveAssignment(@TargetAggregateIdentifier UUID workspaceId, UUID accountId) implements WorkspaceCommand {}
}
