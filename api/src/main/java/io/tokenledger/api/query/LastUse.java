package io.tokenledger.api.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last use that the listing has, and whether the listing has applied the requested event. */
public record LastUse(@Nullable Instant at, @Nullable String ip, boolean listed) {
    public static LastUse unknown() {
        return new LastUse(null, null, false);
    }
}
