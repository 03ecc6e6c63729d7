package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account became a member of the organization. */
@StoredAs("organization.member_added")
public record MemberAdded(UUID organizationId, UUID accountId, OrganizationRole role) implements OrganizationEvent {
    @Override
    public UUID dataSubject() {
        return accountId;
    }
}
