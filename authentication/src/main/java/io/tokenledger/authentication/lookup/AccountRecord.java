package io.tokenledger.authentication.lookup;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the door must know of one account.
 *
 * @param organizationId the organization that a service account belongs to; null for a user
 * @param memberships the role in each organization that a user belongs to
 */
public record AccountRecord(
        UUID accountId,
        AccountKind kind,
        String username,
        String name,
        @Nullable String email,
        @Nullable String description,
        @Nullable UUID organizationId,
        Map<UUID, OrganizationRole> memberships,
        Set<InstanceRole> roles,
        boolean active,
        boolean deleted,
        int sessionGeneration,
        Instant createdAt,
        long version) {
    /** Whether the account may act at all. */
    public boolean lives() {
        return active && !deleted;
    }
}
