package io.tokenledger.command.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the policies that apply to an account's keys. */
interface PolicyLookup {
    /** The policies that apply to keys of the owner now. */
    OwnerPolicies of(UUID ownerId);

    /**
     * The policies that apply to a new key of the owner now. Locks the owner until the transaction ends.
     *
     * @param actorId acting account, whose administrator rights some rules consider; null if they do not matter
     */
    OwnerPolicies ofNewKey(UUID ownerId, @Nullable UUID actorId);
}
