package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Activates the key.
 *
 * @param endedIn bulk operation that must have deactivated the key, with no later change of its state or secret; null
 *     for no such condition
 */
record ActivateToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable String reason,
        @Nullable UUID endedIn,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
