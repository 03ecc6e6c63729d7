package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One API token is refused from now on, and with it each that was exchanged for it. It has an aggregate of its own, which its
 * {@code jti} names.
 *
 * @param keyId API key that the token was exchanged for; null for a session
 * @param rememberUntil instant at which the token and all that were exchanged for it have expired
 */
@StoredAs("account.api_token_revoked")
public record ApiTokenRevoked(
        UUID accountId,
        String jti,
        @Nullable UUID keyId,
        String audience,
        Instant expiresAt,
        Instant rememberUntil,
        @Nullable String reason)
        implements AccountEvent {}
