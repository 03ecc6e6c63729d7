package io.tokenledger.command.organization;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.eventstore.processing.SendsCommands;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Removes a deleted user from its organizations, and thereby from their workspaces. Its keys are deleted first, so that
 * readers of these organizations see the deletion of each key.
 */
@Component
@Order(2)
@SendsCommands
@ProcessingGroup("keys-of-deleted-accounts")
class WhenAccountDeletedThenRemoveMemberships {
    private static final Logger LOG = LoggerFactory.getLogger(WhenAccountDeletedThenRemoveMemberships.class);

    private final AccountCache accounts;
    private final CommandGateway commands;
    private final ReadBarrier readBarrier;

    WhenAccountDeletedThenRemoveMemberships(AccountCache accounts, CommandGateway commands, ReadBarrier readBarrier) {
        this.accounts = accounts;
        this.commands = commands;
        this.readBarrier = readBarrier;
    }

    @EventHandler
    void on(AccountDeleted event) {
        readBarrier.await();
        Set<UUID> organizations = accounts.read(event.accountId())
                .map(account -> account.memberships().keySet())
                .orElse(Set.of());
        for (UUID organization : organizations) {
            remove(organization, event.accountId());
        }
    }

    private void remove(UUID organization, UUID account) {
        try {
            commands.sendAndWait(new RemoveMember(organization, account));
        } catch (ProblemException e) {
            if (e.problem().code() != ProblemCode.LAST_ADMINISTRATOR) {
                throw e;
            }
            LOG.warn(
                    "Removal of the deleted account {} from the organization {} was rejected: {} The account stays a member"
                            + " without effect. No retry follows.",
                    account,
                    organization,
                    e.getMessage());
        }
    }
}
