package io.tokenledger.events.organization;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization exists from now on; its maker follows as its first administrator. */
@StoredAs("organization.created")
public record OrganizationCreated(
        UUID organizationId, String name, @Nullable String description) implements OrganizationEvent {}
