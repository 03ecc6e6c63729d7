package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Ends the key for good and frees its name. */
record DeleteToken(
        @TargetAggregateIdentifier UUID tokenId, @Nullable Long expectedVersion) implements TokenCommand.Change {}
