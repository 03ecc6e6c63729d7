package io.tokenledger.api.verify;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Permissions;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.usage.CredentialKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, and by what: an account through one of its keys, or signed in.
 *
 * @param homeId the organization that a service account belongs to; null for a user
 * @param memberships the role in each organization that a user belongs to
 * @param keyId null for a sign-in
 * @param jti the API token presented; null for a raw key
 * @param keyGeneration the generation of the key that was presented or exchanged; 0 for a sign-in
 * @param sessionGeneration the account's, which a sign-in must have to be good
 * @param expiresAt when the presented credential ends by itself; null for a key without expiry
 */
public record Caller(
        UUID accountId,
        String username,
        AccountKind kind,
        Set<InstanceRole> roles,
        @Nullable UUID homeId,
        Map<UUID, OrganizationRole> memberships,
        CredentialKind via,
        @Nullable UUID keyId,
        int keyGeneration,
        int sessionGeneration,
        @Nullable String jti,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {

    /** Whether the caller may do this on the instance as a whole. */
    public boolean may(Action action) {
        return Permissions.of(kind).contains(action)
                || roles.stream().anyMatch(role -> Permissions.of(role).contains(action));
    }

    /** Whether the caller may do this in the organization. */
    public boolean may(Action action, UUID organizationId) {
        OrganizationRole role = memberships.get(organizationId);
        return may(action)
                || (role != null && Permissions.of(role).contains(action))
                || (organizationId.equals(homeId) && Permissions.atHome().contains(action));
    }

    /** The organizations in which a membership lets the caller do this. */
    public Set<UUID> organizationsWhere(Action action) {
        return memberships.entrySet().stream()
                .filter(membership -> Permissions.of(membership.getValue()).contains(action))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Refuses what the caller may not do. */
    public void demand(Action action) {
        if (!may(action)) {
            throw forbidden(action);
        }
    }

    /** The same in an organization; who has nothing to do with it does not learn that it exists. */
    public void demand(Action action, UUID organizationId) {
        if (!may(action, organizationId)) {
            throw may(Action.ORGANIZATION_READ, organizationId) ? forbidden(action) : noSuchOrganization();
        }
    }

    public static ProblemException noSuchOrganization() {
        return ProblemCode.ORGANIZATION_NOT_FOUND.because("There is no such organization.");
    }

    private static ProblemException forbidden(Action action) {
        return ProblemCode.FORBIDDEN.because("Your roles do not include '%s'.", action.wire());
    }
}
