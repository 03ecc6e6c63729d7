package io.tokenledger.command.organization;

import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization as it is after every acknowledged command. */
public record OrganizationRecord(
        UUID organizationId,
        String name,
        @Nullable String description,
        TokenPolicy policy,
        Instant createdAt,
        Instant updatedAt) {
    public OrganizationResource asResource() {
        return new OrganizationResource(organizationId, name, description, createdAt, updatedAt);
    }
}
