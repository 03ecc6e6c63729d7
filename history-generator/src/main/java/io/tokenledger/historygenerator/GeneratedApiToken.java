package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/**
 * An API token that a key was exchanged for.
 *
 * @param generation of the key, when it was exchanged
 * @param audience the workspace that it speaks to; null for the ledger itself
 */
record GeneratedApiToken(
        String jti,
        GeneratedKey key,
        int generation,
        @Nullable GeneratedWorkspace audience,
        long expiresAt) {
    boolean lives(long now) {
        return now < expiresAt;
    }
}
