package io.tokenledger.command.token;

import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.lookup.CredentialProperties;
import io.tokenledger.command.organization.KeyOwnerState;
import io.tokenledger.command.organization.LockedKeyOwner;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.organization.OrganizationRecord;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The policy of the instance and those of the organizations that the owner belongs to. */
@Component
class OrganizationTokenPolicies implements PolicyLookup {
    private final TokenPolicy instance;
    private final OrganizationLookup organizations;
    private final AccountCache accounts;

    OrganizationTokenPolicies(
            TokenPolicyProperties settings,
            CredentialProperties limits,
            OrganizationLookup organizations,
            AccountCache accounts) {
        this.instance = settings.asPolicy(limits.maxPerAccount());
        this.organizations = organizations;
        this.accounts = accounts;
    }

    @Override
    public OwnerPolicies of(UUID ownerId) {
        return policies(ownerId, null, organizations.binding(ownerId), null);
    }

    @Override
    public OwnerPolicies ofNewKey(UUID ownerId, @Nullable UUID actorId) {
        LockedKeyOwner owner = organizations.lockKeyOwner(ownerId);
        return policies(ownerId, actorId, owner.organizations(), owner.state());
    }

    private OwnerPolicies policies(
            UUID ownerId,
            @Nullable UUID actorId,
            List<OrganizationRecord> binding,
            @Nullable KeyOwnerState lockedOwner) {
        AccountRecord actor = actorId == null ? null : accounts.find(actorId).orElse(null);
        boolean superuser = actor != null && actor.roles().contains(InstanceRole.SUPERUSER);
        List<BindingPolicy> policies = new ArrayList<>();
        policies.add(new BindingPolicy("This instance", instance, superuser));
        for (OrganizationRecord organization : binding) {
            policies.add(new BindingPolicy(
                    "The organization '" + organization.name() + "'",
                    organization.policy(),
                    superuser || administers(actor, organization)));
        }
        boolean ownedByUser = accounts.find(ownerId)
                .filter(owner -> owner.kind() == AccountKind.SERVICE_ACCOUNT)
                .isEmpty();
        return new OwnerPolicies(ownedByUser, policies, lockedOwner);
    }

    private static boolean administers(@Nullable AccountRecord actor, OrganizationRecord organization) {
        return actor != null
                && actor.memberships().get(organization.organizationId()) == OrganizationRole.ORGANIZATION_ADMIN;
    }
}
