package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account belongs to the organization from now on. */
@StoredAs("organization.member_added")
public record MemberAdded(UUID organizationId, UUID accountId, OrganizationRole role) implements OrganizationEvent {}
