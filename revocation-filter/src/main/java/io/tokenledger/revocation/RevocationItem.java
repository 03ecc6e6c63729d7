package io.tokenledger.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of the ledger's feed: from now on, API tokens of this key (or, without one, of this account) are good only if
 * their generation is at least {@code minGeneration}. An item with a {@code jti} ends that API token and those that were
 * exchanged for it; one with {@code sessionsOf} ends those of that account's sessions whose generation is below
 * {@code minSessionGeneration}.
 */
record RevocationItem(
        long position,
        @JsonProperty("api_key_id") @Nullable String keyId,
        @JsonProperty("account_id") @Nullable String accountId,
        @JsonProperty("min_generation") int minGeneration,
        @Nullable String jti,
        @JsonProperty("sessions_of") @Nullable String sessionsOf,
        @JsonProperty("min_session_generation") @Nullable Integer minSessionGeneration,
        Instant at) {}
