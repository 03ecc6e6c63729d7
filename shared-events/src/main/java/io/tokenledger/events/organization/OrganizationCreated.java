package io.tokenledger.events.organization;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization was created. The next event adds its creator as the first administrator. */
@StoredAs("organization.created")
public record OrganizationCreated(
        UUID organizationId,
        @Plain String name,
        @Plain @Nullable String description) implements OrganizationEvent {}
