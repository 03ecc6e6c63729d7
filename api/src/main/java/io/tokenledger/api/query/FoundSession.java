package io.tokenledger.api.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that has not expired.
 *
 * @param ended whether it was ended before its expiry
 */
public record FoundSession(Instant created, Instant expiresAt, boolean ended) {
    /**
     * Answer to {@link FindSession}.
     *
     * @param session null where the listing knows of none
     * @param listed whether the listing is at the position that was asked for
     */
    public record Answer(@Nullable FoundSession session, boolean listed) {}
}
