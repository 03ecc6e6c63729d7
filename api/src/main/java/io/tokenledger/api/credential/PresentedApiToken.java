package io.tokenledger.api.credential;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an API token whose signature holds (RFC 7519). {@code keyId} and {@code keyGeneration} name the key
 * that it was exchanged for; a session, which comes from a sign-in, has none. Its generation is the account's, which grows
 * whenever all its sessions are to end.
 *
 * @param parentJti API token that was exchanged for this one, which ends with it; null where it came from a key or a sign-in
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
        int sessionGeneration,
        @Nullable String parentJti)
        implements PresentedCredential {
    @Override
    public String routingKey() {
        return keyId == null ? accountId.toString() : keyId.toString();
    }
}
