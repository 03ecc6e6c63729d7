package io.tokenledger.api.resource;

import io.tokenledger.events.organization.OrganizationRole;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of an organization; {@code id} is the id of the account. */
public record MemberResource(
        UUID id, String username, String name, @Nullable String email, boolean isActive, OrganizationRole role) {}
