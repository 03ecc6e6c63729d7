package io.tokenledger.access.credential;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an API token whose signature holds (RFC 7519). {@code keyId} and {@code keyGeneration} name the key
 * that it was exchanged for; a token from a sign-in has none, and carries the password's generation instead.
 */
public record PresentedApiToken(
        String jti,
        UUID accountId,
        String issuer,
        String audience,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable UUID keyId,
        int keyGeneration,
        int passwordGeneration)
        implements PresentedCredential {
    @Override
    public String routingKey() {
        return keyId == null ? accountId.toString() : keyId.toString();
    }
}
