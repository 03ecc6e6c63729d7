package io.tokenledger.histories;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import org.jspecify.annotations.Nullable;

/** What the policies of an account's organizations allow: each rule of each of them, as the ledger has it. */
final class Policies {
    private Policies() {}

    /** Whether the actor may create a key for the owner, by a key of its own where one is given. */
    static boolean allowCreation(AccountModel owner, AccountModel actor, @Nullable KeyModel byKey) {
        return owner.lives()
                && owner.binding().stream().allMatch(organization -> {
                    TokenPolicy policy = organization.policy;
                    boolean administers = actor.roles.contains(InstanceRole.SUPERUSER)
                            || organization.members.get(actor) == OrganizationRole.ORGANIZATION_ADMIN;
                    boolean mayCreate = switch (policy.creation()) {
                        case ALLOWED -> true;
                        case ADMINS_ONLY -> administers;
                        case FORBIDDEN -> administers && !owner.isPerson();
                    };
                    return mayCreate
                            && (byKey == null || policy.keysMayCreateKeys())
                            && owner.livingKeys() < policy.maxKeysPerAccount();
                });
    }

    /** When a key may end at the latest that is created or rotated now; {@link Time#NEVER} where nothing is said. */
    static long latestExpiry(long now, AccountModel owner) {
        long latest = Time.NEVER;
        for (OrganizationModel organization : owner.binding()) {
            Long most = organization.policy.maxLifetimeMinutes();
            if (most != null) {
                latest = Math.min(latest, now + most * Time.MINUTE);
            }
        }
        return latest;
    }
}
