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
 * The data of one account that verification needs.
 *
 * @param organizationId organization of a service account; null for a user
 * @param memberships role in each organization of a user
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
    /** Whether the account may act: it is neither deactivated nor deleted. */
    public boolean mayAct() {
        return active && !deleted;
    }
}
