package io.tokenledger.query.freshness;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which uses were dropped after their retention, so that an answer can say what it lacks. */
@Component
@SharedQueryHandler
public class DroppedUses {
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private volatile Known known = new Known(null, 0);

    DroppedUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Known(@Nullable Instant before, long readAt) {}

    /**
     * Uses that ended before this instant were dropped, unless a legal hold or an organization keeps them; null if none
     * were. It can be ten seconds old.
     */
    public @Nullable Instant before() {
        Known last = known;
        if (last.readAt() == 0 || System.nanoTime() - last.readAt() > LIFETIME.toNanos()) {
            last = new Known(read(), System.nanoTime());
            known = last;
        }
        return last.before();
    }

    /** The same, read now, for answers that must not lack uses silently. */
    public @Nullable Instant beforeNow() {
        Instant before = read();
        known = new Known(before, System.nanoTime());
        return before;
    }

    private @Nullable Instant read() {
        return jdbc.sql("SELECT max(dropped_before) AS before FROM events.use_partition")
                .query((row, number) -> new Known(Sql.instant(row, "before"), 0))
                .single()
                .before();
    }

    /** Reads it again for the next answer. */
    public void invalidate() {
        known = new Known(null, 0);
    }

    /** What an answer about a time lacks, in a sentence. */
    public static String why(Instant before) {
        return "Uses that ended before " + before
                + " were dropped after their retention, unless a legal hold or an organization keeps them."
                + " Of dropped uses, only totals by day, network and channel are known.";
    }
}
