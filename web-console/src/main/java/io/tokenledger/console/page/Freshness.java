package io.tokenledger.console.page;

import java.time.Instant;

/** How current an answer is. */
public record Freshness(long position, Instant asOf, long lagMs) {
    private static final long NOTICEABLE_MS = 2_000;

    /** Whether a reader should know that the answer lacks recent events. */
    public boolean isBehind() {
        return lagMs > NOTICEABLE_MS;
    }
}
