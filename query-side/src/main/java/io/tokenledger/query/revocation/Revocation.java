package io.tokenledger.query.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of the feed: after the event at this position, API tokens of the key (or, without one, of all keys and
 * sign-ins of the account) are good only if their generation is at least {@code minGeneration}.
 *
 * <p>An item with a {@code jti} ends that API token and those whose {@code parent_jti} it is, and nothing else; one with
 * {@code sessionsOf} ends the API tokens of that account with an older {@code session_gen}. Both name neither key nor account,
 * and their {@code minGeneration} is 0: a follower that does not know them passes them over.
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
    /** No API token is good. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The account stands in no API token's way. */
    static final int ANY = 0;
}
