package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
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

/** Updates the workspace lookup in one transaction with the events of workspaces. */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class WorkspaceLookupProjection implements LookupProjection {
    private final WorkspaceRepository table;

    WorkspaceLookupProjection(WorkspaceRepository table) {
        this.table = table;
    }

    @EventHandler
    void on(WorkspaceEvent event, @Timestamp Instant at, @SequenceNumber long version, ApplyMode mode) {
        switch (event) {
            case WorkspaceCreated created -> table.insert(created, at, version, mode);
            case WorkspaceDescribed described -> table.describe(described, at, version, mode);
            case AccountAssigned assigned -> table.assign(assigned, version, mode);
            case AssignmentRemoved removed ->
                table.removeAssignment(removed.workspaceId(), removed.accountId(), version, mode);
        }
    }
}
