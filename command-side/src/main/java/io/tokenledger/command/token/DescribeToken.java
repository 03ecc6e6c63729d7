package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Renames the key, or describes it anew; null leaves as it is. */
record DescribeToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable TokenName name,
        @Nullable Description description,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
