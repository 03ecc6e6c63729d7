package io.tokenledger.query.projection;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Which read models the statements of this thread are about: the live ones, unless it was told otherwise. */
public final class ReadModelSchema {
    /** The schema of the live ones. */
    public static final String LIVE = "query_side";

    private static final ThreadLocal<@Nullable Copy> COPY = new ThreadLocal<>();

    private ReadModelSchema() {}

    /**
     * Read models beside the live ones.
     *
     * @param schema that holds their tables
     * @param position of the last event that they have taken in
     * @param asOf when that event was recorded
     */
    public record Copy(String schema, long position, Instant asOf) {}

    /** The copy; null where the thread is about the live read models. */
    public static @Nullable Copy copy() {
        return COPY.get();
    }

    public static boolean areLive() {
        return COPY.get() == null;
    }

    /** Lets the work, and nothing after it, be about a copy. */
    public static <T> T of(Copy copy, Callable<T> work) throws Exception {
        select(copy);
        try {
            return work.call();
        } finally {
            select(null);
        }
    }

    /** The same for who cannot wrap the work; null selects the live ones again. */
    public static void select(@Nullable Copy copy) {
        if (copy == null) {
            COPY.remove();
        } else {
            COPY.set(copy);
        }
    }
}
