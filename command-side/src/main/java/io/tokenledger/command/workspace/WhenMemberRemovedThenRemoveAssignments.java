package io.tokenledger.command.workspace;

import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.command.workspace.WorkspaceCommand.RemoveAssignment;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.eventstore.processing.SendsCommands;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Removes the workspace roles of an account that has left the organization. Admission already requires the membership,
 * so these roles have no effect. An account that joins again must not get them back.
 */
@Component
@SendsCommands
@ProcessingGroup("assignments-of-former-members")
class WhenMemberRemovedThenRemoveAssignments {
    private final WorkspaceLookup workspaces;
    private final CommandGateway commands;
    private final ReadBarrier readBarrier;

    WhenMemberRemovedThenRemoveAssignments(
            WorkspaceLookup workspaces, CommandGateway commands, ReadBarrier readBarrier) {
        this.workspaces = workspaces;
        this.commands = commands;
        this.readBarrier = readBarrier;
    }

    @EventHandler
    void on(MemberRemoved event) {
        readBarrier.await();
        for (UUID workspace : workspaces.assigned(event.organizationId(), event.accountId())) {
            commands.sendAndWait(new RemoveAssignment(workspace, event.accountId()));
        }
    }
}
