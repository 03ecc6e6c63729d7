package io.tokenledger.query.tokenlisting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A use of a key, for its last use in the listing. Address and agent are null if they were not recorded. */
record LatestUse(
        UUID tokenId,
        Instant at,
        @Nullable String ip,
        @Nullable String userAgent) {
    /**
     * The later use; of two in the same millisecond the first. The table does the same, so batch boundaries do not
     * matter.
     */
    static LatestUse later(LatestUse one, LatestUse other) {
        return one.at.isBefore(other.at) ? other : one;
    }
}
