package io.tokenledger.historygenerator;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time in milliseconds since 1970, as the generator uses it. Only events carry {@link Instant}s. */
final class EpochMillis {
    static final long NEVER = Long.MAX_VALUE;
    static final long SECOND = TimeUnit.SECONDS.toMillis(1);
    static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
    static final long HOUR = TimeUnit.HOURS.toMillis(1);
    static final long DAY = TimeUnit.DAYS.toMillis(1);

    private EpochMillis() {}

    static Instant instant(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds);
    }

    static @Nullable Instant instantOrNever(long milliseconds) {
        return milliseconds == NEVER ? null : instant(milliseconds);
    }

    static long wholeSecond(long milliseconds) {
        return milliseconds - Math.floorMod(milliseconds, SECOND);
    }
}
