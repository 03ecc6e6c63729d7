package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name or description changed; both are given as they stand now. */
@StoredAs("organization.described")
public record OrganizationDescribed(
        UUID organizationId, String name, @Nullable String description) implements OrganizationEvent {}
