package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the key for good and frees its name.
 *
 * @param endedIn the bulk act that deactivated it and after which nobody has touched it; null where that does not matter
 */
record DeleteToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable UUID endedIn,
        @Nullable Long expectedVersion) implements TokenCommand.Change {}
