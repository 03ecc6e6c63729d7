package io.tokenledger.historygenerator;

import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the policies of an account's organizations allow: each rule of each of them, as the ledger has it. */
final class PolicyRules {
    private PolicyRules() {}

    /** Whether the actor may create a key for the owner, by a key of its own where one is given. */
    static boolean allowCreation(GeneratedAccount owner, GeneratedAccount actor, @Nullable GeneratedKey byKey) {
        return owner.lives()
                && owner.binding().stream().allMatch(organization -> {
                    TokenPolicyRules rules = new TokenPolicyRules(organization.policy);
                    boolean administers = actor.roles.contains(InstanceRole.SUPERUSER)
                            || organization.members.get(actor) == OrganizationRole.ORGANIZATION_ADMIN;
                    return rules.mayCreate(administers, owner.isPerson())
                            && rules.mayActByKey(byKey != null)
                            && rules.mayHaveAnother(owner.livingKeys());
                });
    }

    /** When a key may end at the latest that is created or rotated now; {@link EpochMillis#NEVER} where nothing is said. */
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
