package io.tokenledger.authentication.verify;

import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.authentication.lookup.WorkspaceRecord;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether an account satisfies an {@link AccessRequirement}. An unknown workspace has the same answer as one that
 * the account may not enter, so that an id reveals nothing.
 */
@Component
class AccessCheck {
    private final WorkspaceLookup workspaces;

    AccessCheck(WorkspaceLookup workspaces) {
        this.workspaces = workspaces;
    }

    boolean isSatisfied(AccessRequirement requirement, AccountRecord account) {
        if (requirement.workspace() == null) {
            return isSatisfied(requirement, account, requirement.organizationId(), null);
        }
        Optional<WorkspaceRecord> workspace = workspaces.find(requirement.workspace());
        Optional<WorkspaceRole> entered = workspace.flatMap(found -> workspaces.admission(account, found));
        return entered.isPresent()
                && isSatisfied(requirement, account, workspace.get().organizationId(), entered.get());
    }

    /**
     * Checks the rest of a requirement.
     *
     * @param organizationId the organization in which the role counts; null for any
     * @param entered the role in the required workspace; null if none is required
     */
    private static boolean isSatisfied(
            AccessRequirement requirement,
            AccountRecord account,
            @Nullable UUID organizationId,
            @Nullable WorkspaceRole entered) {
        return (requirement.organizationId() == null || belongsTo(requirement.organizationId(), account))
                && (requirement.role() == null || hasRole(requirement.role(), account, organizationId, entered));
    }

    private static boolean belongsTo(UUID organizationId, AccountRecord account) {
        return organizationId.equals(account.organizationId())
                || account.memberships().containsKey(organizationId);
    }

    /** A role in an organization or workspace includes those below it. */
    private static boolean hasRole(
            String role, AccountRecord account, @Nullable UUID organizationId, @Nullable WorkspaceRole entered) {
        return account.roles().stream().anyMatch(held -> held.wire().equals(role))
                || organizationRoles(organizationId, account).stream()
                        .flatMap(held -> EnumSet.range(held, OrganizationRole.ORGANIZATION_MEMBER).stream())
                        .anyMatch(held -> held.wire().equals(role))
                || Stream.ofNullable(entered)
                        .flatMap(held -> EnumSet.range(held, WorkspaceRole.WORKSPACE_VIEWER).stream())
                        .anyMatch(held -> held.wire().equals(role));
    }

    /** The role in the organization, or without one those in all organizations. */
    private static Collection<OrganizationRole> organizationRoles(
            @Nullable UUID organizationId, AccountRecord account) {
        if (organizationId == null) {
            return Set.copyOf(account.memberships().values());
        }
        OrganizationRole role = account.memberships().get(organizationId);
        return role == null ? List.of() : List.of(role);
    }
}
