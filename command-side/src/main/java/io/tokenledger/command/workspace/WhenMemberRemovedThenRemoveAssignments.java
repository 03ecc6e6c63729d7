package io.tokenledger.command.workspace;

import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.command.workspace.WorkspaceCommand.RemoveAssignment;
import io.tokenledger.events.organization.MemberRemoved;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Takes the roles of somebody who has left an organization in its workspaces. They let nobody in any more, since admission
 * asks for the membership too; but whoever comes back later shall not find them again.
 */
@Component
@ProcessingGroup("assignments-of-former-members")
class WhenMemberRemovedThenRemoveAssignments {
    private final WorkspaceLookup workspaces;
    private final CommandGateway commands;
    private final ReadBarrier lookUps;

    WhenMemberRemovedThenRemoveAssignments(WorkspaceLookup workspaces, CommandGateway commands, ReadBarrier lookUps) {
        this.workspaces = workspaces;
        this.commands = commands;
        this.lookUps = lookUps;
    }

    @EventHandler
    void on(MemberRemoved event) {
        lookUps.await();
        for (UUID workspace : workspaces.assigned(event.organizationId(), event.accountId())) {
            commands.sendAndWait(new RemoveAssignment(workspace, event.accountId()));
        }
    }
}
