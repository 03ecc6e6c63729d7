package io.tokenledger.command.token;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the key a new secret. The previous secret stays valid for the retention.
 *
 * @param retainPeriodMinutes retention in minutes; 0 ends the previous secret at once
 * @param byKey whether the caller presents an API key, or an API token that was exchanged for one
 */
record RotateToken(
        @TargetAggregateIdentifier UUID tokenId,
        SecretDigest digest,
        int retainPeriodMinutes,
        RequestedExpiry expiry,
        boolean byKey,
        @Nullable Long expectedVersion)
        implements TokenCommand.Change {}
