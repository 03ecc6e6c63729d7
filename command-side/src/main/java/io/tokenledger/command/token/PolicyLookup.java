package io.tokenledger.command.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the policies that bind an account's keys. */
@FunctionalInterface
interface PolicyLookup {
    /**
     * The policies that bind the owner now.
     *
     * @param actorId who acts, where it matters whether that is an administrator
     */
    OwnerPolicies of(UUID ownerId, @Nullable UUID actorId);
}
