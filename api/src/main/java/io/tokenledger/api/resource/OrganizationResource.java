package io.tokenledger.api.resource;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization as ZenML's client reads it. */
public record OrganizationResource(
        UUID id, String name, @Nullable String description, Instant created, Instant updated) {}
