package io.tokenledger.api.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that has not expired.
 *
 * @param ended whether the session was ended before its expiry
 */
public record FoundSession(Instant created, Instant expiresAt, boolean ended) {
    /**
     * The result of {@link FindSession}.
     *
     * @param session null if the listing has no such session
     * @param listed whether the listing has applied the event at the requested position
     */
    public record Answer(@Nullable FoundSession session, boolean listed) {}
}
