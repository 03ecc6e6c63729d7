package io.tokenledger.command.token;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the key a new secret; the one before works on for the retention.
 *
 * @param byKey whether who asks shows an API key, or an API token of one
 */
record RotateToken(
        @TargetAggregateIdentifier UUID tokenId,
        SecretDigest digest,
        int retainPeriodMinutes,
        RequestedExpiry expiry,
        boolean byKey,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
