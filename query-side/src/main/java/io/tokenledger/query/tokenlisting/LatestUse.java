package io.tokenledger.query.tokenlisting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One key's use, as the listing keeps the last of them. */
record LatestUse(
        UUID tokenId, Instant at, String ip, @Nullable String userAgent) {
    static LatestUse later(LatestUse one, LatestUse other) {
        return other.at.isBefore(one.at) ? one : other;
    }
}
