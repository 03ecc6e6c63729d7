package io.tokenledger.query.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A request that was claimed under an {@code Idempotency-Key}.
 *
 * @param fingerprint hash of route and body
 * @param status status of its answer; null while it is in progress
 * @param answer JSON of its answer; null while it is in progress, if it is too large to be stored, or if it
 *     shows a secret
 */
record StoredRequest(
        String fingerprint,
        @Nullable Integer status,
        @Nullable String answer) {}
