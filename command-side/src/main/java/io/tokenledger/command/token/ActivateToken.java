package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the key work again.
 *
 * @param endedIn the bulk act that deactivated it and after which nobody has touched it; null where that does not matter
 */
record ActivateToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable String reason,
        @Nullable UUID endedIn,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
