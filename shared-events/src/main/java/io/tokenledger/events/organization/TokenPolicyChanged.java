package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The token policy for new and rotated API keys changed. Existing keys stay unchanged. */
@StoredAs("organization.token_policy_changed")
public record TokenPolicyChanged(UUID organizationId, TokenPolicy policy) implements OrganizationEvent {}
