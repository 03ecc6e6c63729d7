package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** New and rotated API keys of the organization keep to this policy from now on; living ones stay as they are. */
@StoredAs("organization.token_policy_changed")
public record TokenPolicyChanged(UUID organizationId, TokenPolicy policy) implements OrganizationEvent {}
