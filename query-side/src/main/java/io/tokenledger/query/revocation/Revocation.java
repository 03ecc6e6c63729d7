package io.tokenledger.query.revocation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of the feed: after the event at this position, API tokens of the key (or, without one, of all keys and
 * sign-ins of the account) are good only if their generation is at least {@code minGeneration}.
 */
record Revocation(long position, @Nullable UUID apiKeyId, UUID accountId, int minGeneration, Instant at) {
    /** No API token is good. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The account stands in no API token's way. */
    static final int ANY = 0;
}
