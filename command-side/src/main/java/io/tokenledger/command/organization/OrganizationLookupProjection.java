package io.tokenledger.command.organization;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.authentication.lookup.AccountCache;
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
 * Updates the lookup tables of organizations in the transaction that appends the events. Changes of members invalidate
 * the cached account before the command is acknowledged. So a role ends with the next request of every credential.
 */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class OrganizationLookupProjection implements LookupProjection {
    private final OrganizationRepository table;
    private final AccountCache accounts;
    private final CommitBarrier commitBarrier;

    OrganizationLookupProjection(OrganizationRepository table, AccountCache accounts, CommitBarrier commitBarrier) {
        this.table = table;
        this.accounts = accounts;
        this.commitBarrier = commitBarrier;
    }

    @EventHandler
    void on(OrganizationEvent event, @Timestamp Instant at, @SequenceNumber long version, ApplyMode mode) {
        switch (event) {
            case OrganizationCreated created -> table.insert(created, at, version, mode);
            case OrganizationDescribed described -> table.describe(described, at, version, mode);
            case TokenPolicyChanged changed ->
                table.setPolicy(changed.organizationId(), changed.policy(), version, mode);
            case MemberAdded added -> {
                table.putMember(added.organizationId(), added.accountId(), added.role(), version, mode);
                invalidateAfterCommit(added.organizationId(), added.accountId(), mode);
            }
            case MemberRoleChanged changed -> {
                table.putMember(changed.organizationId(), changed.accountId(), changed.role(), version, mode);
                invalidateAfterCommit(changed.organizationId(), changed.accountId(), mode);
            }
            case MemberRemoved removed -> {
                table.removeMember(removed.organizationId(), removed.accountId(), version, mode);
                invalidateAfterCommit(removed.organizationId(), removed.accountId(), mode);
            }
        }
    }

    private void invalidateAfterCommit(UUID organizationId, UUID accountId, ApplyMode mode) {
        commitBarrier.afterCommit(organizationId, mode, () -> accounts.invalidate(accountId));
    }
}
