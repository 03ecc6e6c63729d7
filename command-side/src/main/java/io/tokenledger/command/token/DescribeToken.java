package io.tokenledger.command.token;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Changes name or description. Values that are null stay unchanged. */
record DescribeToken(
        @TargetAggregateIdentifier UUID tokenId,
        @Nullable TokenName name,
        @Nullable Description description,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
