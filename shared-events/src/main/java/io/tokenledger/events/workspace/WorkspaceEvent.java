package io.tokenledger.events.workspace;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** What can happen to a workspace and to the roles of accounts in it. */
public sealed interface WorkspaceEvent extends LedgerEvent
        permits WorkspaceCreated, WorkspaceDescribed, AccountAssigned, AssignmentRemoved {
    UUID workspaceId();

    UUID organizationId();
}
