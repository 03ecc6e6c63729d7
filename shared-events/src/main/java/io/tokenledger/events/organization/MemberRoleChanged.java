package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The member's role changed to this one. */
@StoredAs("organization.member_role_changed")
public record MemberRoleChanged(UUID organizationId, UUID accountId, OrganizationRole role)
        implements OrganizationEvent {
    @Override
    public UUID dataSubject() {
        return accountId;
    }
}
