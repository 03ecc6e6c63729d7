package io.tokenledger.historygenerator;

import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Applies the token policies of all organizations of an account, by the same rules as the ledger. */
final class PolicyRules {
    private PolicyRules() {}

    /**
     * Whether the actor may create a key for the owner.
     *
     * @param byKey key that the actor presents; null if the actor is in a session
     */
    static boolean allowCreation(GeneratedAccount owner, GeneratedAccount actor, @Nullable GeneratedKey byKey) {
        return owner.isActive()
                && owner.binding().stream().allMatch(organization -> {
                    TokenPolicyRules rules = new TokenPolicyRules(organization.policy);
                    boolean administers = actor.roles.contains(InstanceRole.SUPERUSER)
                            || organization.members.get(actor) == OrganizationRole.ORGANIZATION_ADMIN;
                    return rules.mayCreate(administers, owner.isPerson())
                            && rules.mayActByKey(byKey != null)
                            && rules.mayHaveAnother(owner.existingKeys());
                });
    }

    /**
     * The latest expiry that the policies allow a key that is created or rotated now.
     *
     * @return milliseconds since 1970; {@link EpochMillis#NEVER} if no policy limits it
     */
    static long latestExpiry(long now, GeneratedAccount owner) {
        long latest = EpochMillis.NEVER;
        for (GeneratedOrganization organization : owner.binding()) {
            Instant limit = new TokenPolicyRules(organization.policy).latestExpiry(Instant.ofEpochMilli(now));
            if (limit != null) {
                latest = Math.min(latest, limit.toEpochMilli());
            }
        }
        return latest;
    }
}
