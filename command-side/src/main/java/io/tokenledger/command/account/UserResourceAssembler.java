package io.tokenledger.command.account;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Permissions;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.api.resource.UserResource.Grant;
import io.tokenledger.api.resource.UserResource.Membership;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.WorkspaceLookup;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.organization.OrganizationRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Converts an account to the resource that ZenML's client and server read. */
@Component
public class UserResourceAssembler {
    private final OrganizationLookup organizations;
    private final WorkspaceLookup workspaces;

    UserResourceAssembler(OrganizationLookup organizations, WorkspaceLookup workspaces) {
        this.organizations = organizations;
        this.workspaces = workspaces;
    }

    public UserResource of(AccountRecord account) {
        return UserResource.of(
                account.accountId(),
                account.kind(),
                account.username(),
                account.name(),
                account.email(),
                account.description(),
                account.active(),
                account.roles(),
                account.organizationId(),
                memberships(account));
    }

    /** Adds all permissions of the account: on the instance, in each organization and in each workspace. */
    UserResource withPermissions(AccountRecord account) {
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.of(null, null, onInstance(account)));
        account.memberships()
                .forEach((organization, role) -> grants.add(Grant.of(organization, null, Permissions.of(role))));
        UUID home = account.organizationId();
        if (home != null) {
            grants.add(Grant.of(home, null, Permissions.ofHomeOrganization()));
        }
        workspaces
                .admissions(account)
                .forEach((workspace, role) -> grants.add(
                        Grant.of(workspace.organizationId(), workspace.workspaceId(), Permissions.of(role))));
        return of(account).withPermissions(grants);
    }

    private List<Membership> memberships(AccountRecord account) {
        if (account.memberships().isEmpty()) {
            return List.of();
        }
        return organizations.binding(account.accountId()).stream()
                .filter(organization -> account.memberships().containsKey(organization.organizationId()))
                .map(organization -> membership(account, organization))
                .toList();
    }

    private static Membership membership(AccountRecord account, OrganizationRecord organization) {
        UUID id = organization.organizationId();
        return new Membership(
                id,
                organization.name(),
                Objects.requireNonNull(account.memberships().get(id)));
    }

    private static Collection<Action> onInstance(AccountRecord account) {
        Set<Action> actions = EnumSet.copyOf(Permissions.of(account.kind()));
        account.roles().forEach(role -> actions.addAll(Permissions.of(role)));
        return actions;
    }
}
