package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token policy that applies to an account, and its source. Pure; each rejection names the source and the rule.
 *
 * @param whose the instance or organization that sets the policy, as the beginning of a sentence
 * @param actorAdministers whether the acting account administers that instance or organization
 */
record BindingPolicy(String whose, TokenPolicy policy, boolean actorAdministers) {

    /**
     * Rejects a creation that the policy forbids. Administrators may create keys of service accounts also where users
     * may not create their own.
     */
    void creationMustBeAllowed(boolean ownedByUser, boolean byKey) {
        if (!rules().mayCreate(actorAdministers, ownedByUser)) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s",
                    whose + " restricts the creation of API keys (creation is "
                            + policy.creation().wire() + ").");
        }
        if (!rules().mayActByKey(byKey)) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s", whose + " lets no API key create API keys (keys_may_create_keys is false). Sign in first.");
        }
    }

    void expiryMustBeAllowed(boolean keySetsExpiry) {
        if (!rules().mayActByKey(keySetsExpiry)) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s",
                    whose
                            + " lets no API key set an expiry (keys_may_create_keys is false). Sign in, or leave"
                            + " the expiry unchanged.");
        }
    }

    void lifetimeMustBeAllowed(@Nullable Instant expiresAt, Instant now) {
        if (rules().mayExpireAt(expiresAt, now)) {
            return;
        }
        String most = " at most " + policy.maxLifetimeMinutes() + " minutes (max_lifetime_minutes).";
        throw ProblemCode.EXPIRY_NOT_ALLOWED.because(
                "%s",
                whose + (expiresAt == null ? " requires an expiry of" : " limits the lifetime of API keys to") + most);
    }

    void countMustBeAllowed(long living) {
        if (!rules().mayHaveAnother(living)) {
            throw ProblemCode.TOO_MANY_KEYS.because(
                    "%s",
                    whose + " allows at most " + policy.maxKeysPerAccount()
                            + " API keys per account (max_keys_per_account).");
        }
    }

    private TokenPolicyRules rules() {
        return new TokenPolicyRules(policy);
    }
}
