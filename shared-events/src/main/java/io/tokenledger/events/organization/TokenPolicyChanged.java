package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The token policy of an organization changed. Existing keys keep their expiry. */
@StoredAs("organization.token_policy_changed")
public record TokenPolicyChanged(UUID organizationId, TokenPolicy policy) implements OrganizationEvent {}
