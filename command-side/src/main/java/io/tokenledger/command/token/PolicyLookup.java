package io.tokenledger.command.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the policies that apply to an account's keys. */
@FunctionalInterface
interface PolicyLookup {
    /**
     * The policies that apply to the owner now.
     *
     * @param actorId acting account, whose administrator rights some rules consider; null if they do not matter
     */
    OwnerPolicies of(UUID ownerId, @Nullable UUID actorId);
}
