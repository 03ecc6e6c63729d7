package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Lets the key work again. */
record ActivateToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable String reason,
        @Nullable Long expectedVersion) implements TokenCommand.Change {}
