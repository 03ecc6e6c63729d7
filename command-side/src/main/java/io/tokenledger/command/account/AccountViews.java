package io.tokenledger.command.account;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Permissions;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.access.user.UserResource.Grant;
import io.tokenledger.access.user.UserResource.Membership;
import io.tokenledger.command.organization.OrganizationRecord;
import io.tokenledger.command.organization.Organizations;
import io.tokenledger.door.admission.Workspaces;
import io.tokenledger.door.credential.AccountRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows an account as ZenML's client and server read it. */
@Component
public class AccountViews {
    private final Organizations organizations;
    private final Workspaces workspaces;

    AccountViews(Organizations organizations, Workspaces workspaces) {
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

    /** With all that the account may do: on the instance, in each organization, in each workspace. */
    UserResource withPermissions(AccountRecord account) {
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.of(null, null, onInstance(account)));
        account.memberships()
                .forEach((organization, role) -> grants.add(Grant.of(organization, null, Permissions.of(role))));
        UUID home = account.organizationId();
        if (home != null) {
            grants.add(Grant.of(home, null, Permissions.atHome()));
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
