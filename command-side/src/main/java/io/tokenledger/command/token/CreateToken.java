package io.tokenledger.command.token;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Creates an API key for an account. The command contains only the digest of the secret.
 *
 * @param createdBy acting account: the owner, or an administrator of the owner
 * @param createdByKey API key that the acting account uses; null for a session
 */
record CreateToken(
        @TargetAggregateIdentifier UUID tokenId,
        UUID ownerId,
        TokenName name,
        @Nullable Description description,
        SecretDigest digest,
        RequestedExpiry expiry,
        UUID createdBy,
        @Nullable UUID createdByKey)
        implements TokenCommand {}
