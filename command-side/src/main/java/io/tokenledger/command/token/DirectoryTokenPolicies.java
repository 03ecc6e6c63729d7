package io.tokenledger.command.token;

import io.tokenledger.command.organization.OrganizationRecord;
import io.tokenledger.command.organization.Organizations;
import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Accounts;
import io.tokenledger.door.credential.CredentialSettings;
import io.tokenledger.door.credential.Credentials;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The instance's own policy, and those of the organizations that the owner belongs to. */
@Component
class DirectoryTokenPolicies implements TokenPolicies {
    private final TokenPolicy instance;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Credentials credentials;

    DirectoryTokenPolicies(
            TokenPolicySettings settings,
            CredentialSettings limits,
            Organizations organizations,
            Accounts accounts,
            Credentials credentials) {
        this.instance = settings.asPolicy(limits.maxPerAccount());
        this.organizations = organizations;
        this.accounts = accounts;
        this.credentials = credentials;
    }

    @Override
    public OwnerPolicies of(UUID ownerId, @Nullable UUID actorId) {
        AccountRecord actor = actorId == null ? null : accounts.find(actorId).orElse(null);
        boolean superuser = actor != null && actor.roles().contains(InstanceRole.SUPERUSER);
        List<BindingPolicy> policies = new ArrayList<>();
        policies.add(new BindingPolicy("This instance", instance, superuser));
        for (OrganizationRecord organization : organizations.binding(ownerId)) {
            policies.add(new BindingPolicy(
                    "The organization '" + organization.name() + "'",
                    organization.policy(),
                    superuser || administers(actor, organization)));
        }
        boolean ownedByUser = accounts.find(ownerId)
                .filter(owner -> owner.kind() == AccountKind.SERVICE_ACCOUNT)
                .isEmpty();
        return new OwnerPolicies(ownedByUser, policies, () -> credentials.lockOwner(ownerId));
    }

    private static boolean administers(@Nullable AccountRecord actor, OrganizationRecord organization) {
        return actor != null
                && actor.memberships().get(organization.organizationId()) == OrganizationRole.ORGANIZATION_ADMIN;
    }
}
