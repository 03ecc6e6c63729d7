package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.organization.KeyOwnerState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The token policies that new and rotated keys of one account must satisfy, all of them.
 *
 * @param ownedByUser whether the keys are personal access tokens; false for keys of a service account
 * @param lockedOwner state of the account, which is locked until the transaction ends; null for a rotation
 */
record OwnerPolicies(
        boolean ownedByUser,
        List<BindingPolicy> policies,
        @Nullable KeyOwnerState lockedOwner) {

    /** Rejects a creation that a policy forbids. */
    void creationMustBeAllowed(boolean byKey, @Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.creationMustBeAllowed(ownedByUser, byKey));
        lifetimeMustBeAllowed(expiresAt, now);
        KeyOwnerState owner = Objects.requireNonNull(lockedOwner);
        ownerMustBeActive(owner);
        policies.forEach(policy -> policy.countMustBeAllowed(owner.keys()));
    }

    /**
     * Checked under the lock. A key that is created while its owner is deleted or deactivated would otherwise outlive
     * the account.
     */
    private static void ownerMustBeActive(KeyOwnerState owner) {
        if (!owner.exists()) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
        }
        if (!owner.active()) {
            throw ProblemCode.ACCOUNT_INACTIVE.because("The account is deactivated and cannot get new API keys.");
        }
    }

    /**
     * Rejects a rotation that a policy forbids. A key that sets its own expiry counts as a key that creates another
     * one.
     */
    void rotationMustBeAllowed(boolean keySetsExpiry, @Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.expiryMustBeAllowed(keySetsExpiry));
        lifetimeMustBeAllowed(expiresAt, now);
    }

    private void lifetimeMustBeAllowed(@Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.lifetimeMustBeAllowed(expiresAt, now));
    }
}
