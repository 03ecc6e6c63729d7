package io.tokenledger.command.token;

import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Several changes of one key, in one transaction. */
record ChangeToken(
        @TargetAggregateIdentifier UUID tokenId,
        List<TokenCommand.Change> changes,
        @Nullable Long expectedVersion) implements TokenCommand {}
