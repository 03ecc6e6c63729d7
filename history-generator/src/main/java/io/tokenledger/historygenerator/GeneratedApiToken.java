package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/**
 * An API token that was issued in exchange for a key.
 *
 * @param generation generation of the key at the exchange
 * @param audience workspace that the token is for; null for the ledger itself
 * @param expiresAt milliseconds since 1970
 */
record GeneratedApiToken(
        String jti,
        GeneratedKey key,
        int generation,
        @Nullable GeneratedWorkspace audience,
        long expiresAt) {
    boolean isCurrent(long now) {
        return now < expiresAt;
    }
}
