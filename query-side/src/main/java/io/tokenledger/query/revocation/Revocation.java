package io.tokenledger.query.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of the feed: after the event at this position, API tokens of the key are valid only with a generation of at
 * least {@code minGeneration}. Without a key, this applies to all keys and sessions of the account.
 *
 * <p>An item with a {@code jti} ends only that API token and those with that {@code parent_jti}. An item with
 * {@code sessionsOf} ends API tokens of that account with an older {@code session_gen}. Both name neither key nor
 * account, and their {@code minGeneration} is 0, so a follower that does not support them ignores them.
 */
record Revocation(
        long position,
        @Nullable UUID apiKeyId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID accountId,
        int minGeneration,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String jti,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID sessionsOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer minSessionGeneration,
        Instant at) {
    /** No API token is valid. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The account restricts no API token. */
    static final int ANY = 0;
}
