package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account was removed from the organization. */
@StoredAs("organization.member_removed")
public record MemberRemoved(UUID organizationId, UUID accountId) implements OrganizationEvent {
    @Override
    public UUID dataSubject() {
        return accountId;
    }
}
