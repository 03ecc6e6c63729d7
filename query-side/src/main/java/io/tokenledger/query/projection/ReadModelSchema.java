package io.tokenledger.query.projection;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The schema of the read models that this thread uses: the live one unless a copy is selected. */
public final class ReadModelSchema {
    /** The schema of the live read models. */
    public static final String LIVE = "query_side";

    private static final ThreadLocal<@Nullable Copy> COPY = new ThreadLocal<>();

    private ReadModelSchema() {}

    /**
     * A copy of the read models beside the live ones.
     *
     * @param schema schema of its tables
     * @param position position of the last event that it has applied
     * @param asOf time at which that event was recorded
     * @param isFilled false until its {@link Projection#tablesFilledLast} are filled
     */
    public record Copy(String schema, long position, Instant asOf, boolean isFilled) {}

    /** The selected copy; null if the thread uses the live read models. */
    public static @Nullable Copy copy() {
        return COPY.get();
    }

    public static boolean areLive() {
        return COPY.get() == null;
    }

    /** False until {@link Projection#fillLastTables} has run for the selected copy; true for the live read models. */
    public static boolean areFilled() {
        Copy copy = COPY.get();
        return copy == null || copy.isFilled();
    }

    /** Runs the work on a copy, then selects the live read models again. */
    public static <T> T of(Copy copy, Callable<T> work) throws Exception {
        select(copy);
        try {
            return work.call();
        } finally {
            select(null);
        }
    }

    /** Selects a copy for callers that cannot wrap the work; null selects the live read models. */
    public static void select(@Nullable Copy copy) {
        if (copy == null) {
            COPY.remove();
        } else {
            COPY.set(copy);
        }
    }
}
