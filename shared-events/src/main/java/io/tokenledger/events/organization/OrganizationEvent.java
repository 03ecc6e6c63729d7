package io.tokenledger.events.organization;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** What can happen to an organization, its members and its rules. */
public sealed interface OrganizationEvent extends LedgerEvent
        permits OrganizationCreated,
                OrganizationDescribed,
                MemberAdded,
                MemberRoleChanged,
                MemberRemoved,
                TokenPolicyChanged {
    UUID organizationId();
}
