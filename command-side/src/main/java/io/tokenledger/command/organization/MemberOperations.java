package io.tokenledger.command.organization;

import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Operations on memberships for other packages. */
@Component
public class MemberOperations {
    private final CommandGateway commands;

    MemberOperations(CommandGateway commands) {
        this.commands = commands;
    }

    /**
     * Removes the account from the organization, and thereby from its workspaces. An account that has left stays removed.
     *
     * @throws io.tokenledger.api.problem.ProblemException if it is the last administrator
     */
    public void remove(UUID organizationId, UUID accountId, Map<String, String> metadata) {
        commands.sendAndWait(new GenericCommandMessage<>(new RemoveMember(organizationId, accountId), metadata));
    }
}
