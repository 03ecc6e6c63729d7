package io.tokenledger.command.apitoken;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Ends one API token, and with it those that were exchanged for it. Does nothing where it has ended already.
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
