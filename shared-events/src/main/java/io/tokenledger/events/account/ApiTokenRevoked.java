package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One API token was revoked, and with it each API token that was exchanged for it. The token is an aggregate of its
 * own; its id is {@code jti}.
 *
 * @param keyId API key that the token was exchanged for; null for a session
 * @param rememberUntil instant at which the token and all that were exchanged for it have expired
 */
@StoredAs("account.api_token_revoked")
public record ApiTokenRevoked(
        UUID accountId,
        @Plain String jti,
        @Nullable UUID keyId,
        @Plain String audience,
        Instant expiresAt,
        Instant rememberUntil,
        @Personal @Nullable String reason)
        implements AccountEvent {}
