package io.tokenledger.command.apitoken;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Revokes one API token and all API tokens that were exchanged for it. Has no effect on a token that is already
 * revoked.
 *
 * @param keyId API key that the token was exchanged for; null for a session
 * @param rememberUntil instant at which the token and all that were exchanged for it have expired
 */
record RevokeApiToken(
        @TargetAggregateIdentifier String jti,
        UUID accountId,
        @Nullable UUID keyId,
        String audience,
        Instant expiresAt,
        Instant rememberUntil,
        String reason) {}
