package io.tokenledger.events.organization;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name or description changed; the event contains both current values. */
@StoredAs("organization.described")
public record OrganizationDescribed(
        UUID organizationId,
        @Plain String name,
        @Plain @Nullable String description) implements OrganizationEvent {}
