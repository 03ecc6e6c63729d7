package io.tokenledger.command.token;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an API key for an account. The secret itself stays with the caller; the command knows its digest.
 *
 * @param createdBy the account that acts: the owner, or who administers it
 * @param createdByKey the key that it acts with; null for a sign-in
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
