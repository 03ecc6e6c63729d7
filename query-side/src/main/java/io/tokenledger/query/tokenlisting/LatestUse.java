package io.tokenledger.query.tokenlisting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One key's use, as the listing keeps the last of them. Address and agent are null if they were not recorded. */
record LatestUse(
        UUID tokenId,
        Instant at,
        @Nullable String ip,
        @Nullable String userAgent) {
    /** Of two in the same millisecond the first, as in the table, wherever a batch ends. */
    static LatestUse later(LatestUse one, LatestUse other) {
        return one.at.isBefore(other.at) ? other : one;
    }
}
