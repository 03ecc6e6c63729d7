package io.tokenledger.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long the work of this thread waits for the store to say anything. Without a word it is as long as the pool's. */
public final class Patience {
    private static final ThreadLocal<@Nullable Duration> LIMIT = new ThreadLocal<>();

    private Patience() {}

    /** From now on, until {@link #forget()}. */
    public static void limit(Duration longest) {
        LIMIT.set(longest);
    }

    public static void forget() {
        LIMIT.remove();
    }

    static @Nullable Duration limit() {
        return LIMIT.get();
    }
}
