package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token policy that binds an account, and whose it is. Pure; each refusal names both and the rule.
 *
 * @param whose as the beginning of a sentence
 * @param actorAdministers whether who acts administers whose policy this is
 */
record BindingPolicy(String whose, TokenPolicy policy, boolean actorAdministers) {

    /** A service account's keys are its administrators' to create, whatever is said about people's own. */
    void creationMustBeAllowed(boolean ownedByUser, boolean byKey) {
        boolean allowed = switch (policy.creation()) {
            case ALLOWED -> true;
            case ADMINS_ONLY -> actorAdministers;
            case FORBIDDEN -> actorAdministers && !ownedByUser;
        };
        if (!allowed) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s",
                    whose + " restricts who may create API keys (creation is "
                            + policy.creation().wire() + ").");
        }
        if (byKey && !policy.keysMayCreateKeys()) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s", whose + " lets no API key create further ones (keys_may_create_keys is false); sign in.");
        }
    }

    void expiryMustBeAllowed(boolean keySetsExpiry) {
        if (keySetsExpiry && !policy.keysMayCreateKeys()) {
            throw ProblemCode.CREATION_RESTRICTED.because(
                    "%s",
                    whose + " lets no API key set an expiry (keys_may_create_keys is false); sign in, or leave"
                            + " the expiry as it is.");
        }
    }

    void lifetimeMustBeAllowed(@Nullable Instant expiresAt, Instant now) {
        Long most = policy.maxLifetimeMinutes();
        if (most == null) {
            return;
        }
        if (expiresAt == null) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because(
                    "%s", whose + " demands an expiry of at most " + most + " minutes (max_lifetime_minutes).");
        }
        if (expiresAt.isAfter(now.plus(Duration.ofMinutes(most)))) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because(
                    "%s", whose + " lets API keys live for at most " + most + " minutes (max_lifetime_minutes).");
        }
    }

    void countMustBeAllowed(long living) {
        if (living >= policy.maxKeysPerAccount()) {
            throw ProblemCode.TOO_MANY_KEYS.because(
                    "%s",
                    whose + " allows " + policy.maxKeysPerAccount()
                            + " API keys for each account (max_keys_per_account).");
        }
    }
}
