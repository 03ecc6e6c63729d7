package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account belongs to the organization no longer. */
@StoredAs("organization.member_removed")
public record MemberRemoved(UUID organizationId, UUID accountId) implements OrganizationEvent {}
