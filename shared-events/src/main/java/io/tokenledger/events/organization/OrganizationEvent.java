package io.tokenledger.events.organization;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** Events of an organization, its members and its token policy. */
public sealed interface OrganizationEvent extends LedgerEvent
        permits OrganizationCreated,
                OrganizationDescribed,
                MemberAdded,
                MemberRoleChanged,
                MemberRemoved,
                TokenPolicyChanged {
    UUID organizationId();
}
