package io.tokenledger.api.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last use that the listing knows of, and whether the listing shows the event that was asked for. */
public record LastUse(@Nullable Instant at, @Nullable String ip, boolean listed) {
    public static LastUse unknown() {
        return new LastUse(null, null, false);
    }
}
