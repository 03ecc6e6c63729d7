package io.tokenledger.command.token;

import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What new and rotated keys of one account must keep to: each rule of each policy.
 *
 * @param ownedByUser whether the keys are personal access tokens, and not a service account's
 * @param livingKeys counts the account's living keys, such that no other can be added meanwhile
 */
record OwnerPolicies(boolean ownedByUser, List<BindingPolicy> policies, LongSupplier livingKeys) {

    /** Refuses a creation that a policy forbids. */
    void creationMustBeAllowed(boolean byKey, @Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.creationMustBeAllowed(ownedByUser, byKey));
        lifetimeMustBeAllowed(expiresAt, now);
        long living = livingKeys.getAsLong();
        policies.forEach(policy -> policy.countMustBeAllowed(living));
    }

    /** Refuses a rotation that a policy forbids; a key that prolongs itself is one that creates another. */
    void rotationMustBeAllowed(boolean keySetsExpiry, @Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.expiryMustBeAllowed(keySetsExpiry));
        lifetimeMustBeAllowed(expiresAt, now);
    }

    private void lifetimeMustBeAllowed(@Nullable Instant expiresAt, Instant now) {
        policies.forEach(policy -> policy.lifetimeMustBeAllowed(expiresAt, now));
    }
}
