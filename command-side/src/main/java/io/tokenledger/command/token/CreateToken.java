package io.tokenledger.command.token;

import io.tokenledger.events.SecretDigest;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Makes an API key for an account. The secret itself stays with the caller; the command knows its digest. */
record CreateToken(
        @TargetAggregateIdentifier UUID tokenId,
        UUID ownerId,
        TokenName name,
        @Nullable Description description,
        SecretDigest digest,
        Expiry expiry,
        @Nullable UUID createdByKey)
        implements TokenCommand {}
