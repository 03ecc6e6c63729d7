package io.tokenledger.console.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How current an answer is.
 *
 * @param usesDroppedBefore uses that ended before it were dropped; null if none were
 */
public record Freshness(
        long position, Instant asOf, long lagMs, @Nullable Instant usesDroppedBefore) {
    private static final long NOTICEABLE_MS = 2_000;

    /** Whether a reader should know that the answer lacks recent events. */
    public boolean isBehind() {
        return lagMs > NOTICEABLE_MS;
    }
}
