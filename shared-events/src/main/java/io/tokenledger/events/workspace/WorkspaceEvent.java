package io.tokenledger.events.workspace;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** Events of a workspace and of the roles of accounts in it. */
public sealed interface WorkspaceEvent extends LedgerEvent
        permits WorkspaceCreated, WorkspaceDescribed, AccountAssigned, AssignmentRemoved {
    UUID workspaceId();

    UUID organizationId();
}
