package io.tokenledger.api.credential;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an API token with a valid signature (RFC 7519). {@code keyId} and {@code keyGeneration} name the key
 * that it was exchanged for. A session, which comes from a sign-in, has no key. Its generation is the account's session
 * generation, which increases whenever all sessions of the account end.
 *
 * @param parentJti API token that was exchanged for this one, which ends with it; null after an exchange of a key or a
 *     sign-in
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
