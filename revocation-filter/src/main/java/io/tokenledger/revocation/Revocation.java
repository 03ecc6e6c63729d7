package io.tokenledger.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of the ledger's feed: from now on, API tokens of this key (or, without one, of this account) are good only if
 * their generation is at least {@code minGeneration}.
 */
record Revocation(
        long position,
        @JsonProperty("api_key_id") @Nullable String keyId,
        @JsonProperty("account_id") @Nullable String accountId,
        @JsonProperty("min_generation") int minGeneration,
        Instant at) {}
