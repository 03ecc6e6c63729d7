package io.tokenledger.command.organization;

import io.tokenledger.door.credential.Accounts;
import io.tokenledger.door.credential.Acknowledgements;
import io.tokenledger.door.credential.LookUp;
import io.tokenledger.door.credential.LookUps;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.organization.TokenPolicyChanged;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/**
 * Keeps the look-up of organizations in one transaction with their events. Who is added, changed or removed is known
 * anew to the door before the command is answered: a role ends with the next request of every credential.
 */
@Component
@ProcessingGroup(LookUps.GROUP)
class OrganizationUpdater implements LookUp {
    private final OrganizationTable table;
    private final Accounts accounts;
    private final Acknowledgements acknowledgements;

    OrganizationUpdater(OrganizationTable table, Accounts accounts, Acknowledgements acknowledgements) {
        this.table = table;
        this.accounts = accounts;
        this.acknowledgements = acknowledgements;
    }

    @EventHandler
    void on(OrganizationEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        switch (event) {
            case OrganizationCreated created -> table.insert(created, at, version);
            case OrganizationDescribed described -> table.describe(described, at, version);
            case TokenPolicyChanged changed -> table.setPolicy(changed.organizationId(), changed.policy(), version);
            case MemberAdded added -> {
                table.putMember(added.organizationId(), added.accountId(), added.role(), version);
                forgetAfterCommit(added.organizationId(), added.accountId());
            }
            case MemberRoleChanged changed -> {
                table.putMember(changed.organizationId(), changed.accountId(), changed.role(), version);
                forgetAfterCommit(changed.organizationId(), changed.accountId());
            }
            case MemberRemoved removed -> {
                table.removeMember(removed.organizationId(), removed.accountId(), version);
                forgetAfterCommit(removed.organizationId(), removed.accountId());
            }
        }
    }

    private void forgetAfterCommit(UUID organizationId, UUID accountId) {
        acknowledgements.afterCommit(organizationId, () -> accounts.forget(accountId));
    }
}
