package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Deactivates the key, which is then refused until it is activated again. */
record DeactivateToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable String reason,
        @Nullable Long expectedVersion) implements TokenCommand.Change {}
