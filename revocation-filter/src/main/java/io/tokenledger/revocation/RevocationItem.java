package io.tokenledger.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of the ledger's revocation feed. From the instant {@code at} on, API tokens of this key (or, without one, of this account) are
 * valid only with a generation of at least {@code minGeneration}. An item with a {@code jti} ends that API token and
 * those that were exchanged for it. An item with {@code sessionsOf} ends that account's sessions with a generation
 * below {@code minSessionGeneration}.
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
