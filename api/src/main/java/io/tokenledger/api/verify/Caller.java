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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account that sends a request, and the credential that it uses: one of its keys, or a sign-in.
 *
 * @param email e-mail address; null if none is known
 * @param homeId the organization that a service account belongs to; null for a user
 * @param memberships the role in each organization that a user belongs to
 * @param keyId id of the key that was presented or exchanged; null for a sign-in
 * @param jti id of the presented API token; null if an API key was presented
 * @param keyGeneration the generation of the key that was presented or exchanged; 0 for a sign-in
 * @param sessionGeneration the account's session generation; a session is valid only with the same one
 * @param expiresAt time at which the presented credential expires; null for a key without expiry
 * @param keyExpiresAt time at which the value of the key that was presented or exchanged stops working: its expiry, or for
 *     the value before the last rotation the end of the retention; null for a sign-in, and for a key without expiry
 */
public record Caller(
        UUID accountId,
        String username,
        @Nullable String email,
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
        @Nullable Instant expiresAt,
        @Nullable Instant keyExpiresAt) {

    /** Whether the caller may perform this action on the instance. */
    public boolean may(Action action) {
        return Permissions.of(kind).contains(action)
                || roles.stream().anyMatch(role -> Permissions.of(role).contains(action));
    }

    /** Whether the caller may perform this action in the organization. */
    public boolean may(Action action, UUID organizationId) {
        OrganizationRole role = memberships.get(organizationId);
        return may(action)
                || (role != null && Permissions.of(role).contains(action))
                || (organizationId.equals(homeId)
                        && Permissions.ofHomeOrganization().contains(action));
    }

    /** The organizations to which the caller belongs, in ascending order. */
    public List<UUID> organizations() {
        if (homeId != null) {
            return List.of(homeId);
        }
        return memberships.isEmpty()
                ? List.of()
                : memberships.keySet().stream().sorted().toList();
    }

    /** The organizations in which the caller may perform this action by a membership. */
    public Set<UUID> organizationsWhere(Action action) {
        return memberships.entrySet().stream()
                .filter(membership -> Permissions.of(membership.getValue()).contains(action))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Rejects the request if the caller may not perform this action on the instance. */
    public void require(Action action) {
        if (!may(action)) {
            throw forbidden(action);
        }
    }

    /**
     * Rejects the request if the caller may not perform this action in the organization. A caller without access to the
     * organization gets 404, which does not reveal that it exists.
     */
    public void require(Action action, UUID organizationId) {
        if (!may(action, organizationId)) {
            throw may(Action.ORGANIZATION_READ, organizationId) ? forbidden(action) : noSuchOrganization();
        }
    }

    public static ProblemException noSuchOrganization() {
        return ProblemCode.ORGANIZATION_NOT_FOUND.because("There is no such organization.");
    }

    private static ProblemException forbidden(Action action) {
        return ProblemCode.FORBIDDEN.because("Your roles do not grant the action '%s'.", action.wire());
    }
}
