package io.tokenledger.door.admission;

import io.tokenledger.door.credential.LookUp;
import io.tokenledger.door.credential.LookUps;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/** Keeps the look-up of workspaces in one transaction with their events. */
@Component
@ProcessingGroup(LookUps.GROUP)
class WorkspaceUpdater implements LookUp {
    private final WorkspaceTable table;

    WorkspaceUpdater(WorkspaceTable table) {
        this.table = table;
    }

    @EventHandler
    void on(WorkspaceEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        switch (event) {
            case WorkspaceCreated created -> table.insert(created, at, version);
            case WorkspaceDescribed described -> table.describe(described, at, version);
            case AccountAssigned assigned -> table.assign(assigned, version);
            case AssignmentRemoved removed ->
                table.removeAssignment(removed.workspaceId(), removed.accountId(), version);
        }
    }
}
