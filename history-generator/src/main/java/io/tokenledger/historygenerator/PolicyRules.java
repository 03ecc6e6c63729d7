package io.tokenledger.historygenerator;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import org.jspecify.annotations.Nullable;

/** What the policies of an account's organizations allow: each rule of each of them, as the ledger has it. */
final class PolicyRules {
    private PolicyRules() {}

    /** Whether the actor may create a key for the owner, by a key of its own where one is given. */
    static boolean allowCreation(GeneratedAccount owner, GeneratedAccount actor, @Nullable GeneratedKey byKey) {
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

    /** When a key may end at the latest that is created or rotated now; {@link EpochMillis#NEVER} where nothing is said. */
    static long latestExpiry(long now, GeneratedAccount owner) {
        long latest = EpochMillis.NEVER;
        for (GeneratedOrganization organization : owner.binding()) {
            Long most = organization.policy.maxLifetimeMinutes();
            if (most != null) {
                latest = Math.min(latest, now + most * EpochMillis.MINUTE);
            }
        }
        return latest;
    }
}
