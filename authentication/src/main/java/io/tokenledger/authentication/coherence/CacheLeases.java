package io.tokenledger.authentication.coherence;

import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What all doors of this ledger know. Each tells here how far it has come, and with that borrows the right to decide for a
 * while; a change is acknowledged once each door has come as far as its event, or has lost that right. So no use that
 * begins after the acknowledgement of a change is judged by what was true before, whichever process is asked.
 */
final class CacheLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLeases.class);
    private static final long UNKNOWN = -1;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A crash of the store may undo the latest report, so each is made to last longer than it has to. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration limit;
    private final boolean ownToo;
    private final UUID process = UUID.randomUUID();
    private long reportedSeen = -1;
    private SuspendAwareTimestamp reportedAt = SuspendAwareTimestamp.longAgo();

    /**
     * The doors that the table knows.
     *
     * @param connections of their own: who waits for a key's last change may hold all others meanwhile
     * @param limit for how long a door may decide without having looked
     * @param ownToo whether a change waits for the door of its own process, which may know no better than others
     */
    CacheLeases(HikariDataSource connections, Duration limit, boolean ownToo) {
        this.connections = connections;
        DataSource patient = RequestDeadline.limiting(connections);
        this.jdbc = JdbcClient.create(patient);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(patient));
        this.limit = limit;
        this.ownToo = ownToo;
    }

    /**
     * Tells how far the door of this process has come; called by one thread, before the door acts on it.
     *
     * @return whether the right to decide has lasted since the report before: if not, changes may have been acknowledged
     *     meanwhile that did not wait for this door, and it must look once more before it decides
     */
    boolean report(long seen) {
        SuspendAwareTimestamp now = SuspendAwareTimestamp.now();
        boolean lasted = reportedSeen >= 0 && !reportedAt.isOlderThan(limit);
        if (lasted && seen == reportedSeen && !reportedAt.isOlderThan(MARGIN.dividedBy(2))) {
            return true;
        }
        transactions.executeWithoutResult(status -> {
            if (lasted) { // else this report gives a right that a crash must not take back unnoticed
                jdbc.sql("SET LOCAL synchronous_commit = off").update();
            }
            jdbc.sql("""
                    INSERT INTO command_side.door (process, seen, until)
                    VALUES (?, ?, clock_timestamp() + make_interval(secs => ?))
                    ON CONFLICT (process) DO UPDATE SET seen = excluded.seen, until = excluded.until""").params(process, seen, seconds(lease())).update();
        });
        reportedSeen = seen;
        reportedAt = now;
        return lasted;
    }

    /** The door of this process decides no more. */
    void leave() {
        reportedSeen = UNKNOWN;
        jdbc.sql(
                        "DELETE FROM command_side.door WHERE process = ? OR until < clock_timestamp() - make_interval(secs => ?)")
                .params(process, seconds(FORGOTTEN))
                .update();
    }

    /**
     * Returns once no door can decide by what was true before this event. Where the store does not say so, because it is
     * away, that is when all have lost the right to decide, or have reached it where this process could not.
     */
    void awaitSeen(LongSupplier position) {
        long begun = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        long target = UNKNOWN;
        while (true) {
            long asked = System.nanoTime();
            try {
                target = target == UNKNOWN ? position.getAsLong() : target; // once: the end moves on
                if (!someoneIsBehind(target)) {
                    return;
                }
            } catch (RuntimeException away) {
                LOG.debug("The store does not say what the doors know", away);
                RequestDeadline.waitedInVain(Duration.ofNanos(System.nanoTime() - asked));
                if (System.nanoTime() - begun > lease().toNanos()) {
                    return;
                }
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
        }
    }

    /** Ends by itself: who does not report loses the right to decide. */
    private boolean someoneIsBehind(long position) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM command_side.door
                            WHERE (process <> ? OR ?) AND seen < ? AND until > clock_timestamp())""")
                .params(process, ownToo, position)
                .query(Boolean.class)
                .single();
    }

    private Duration lease() {
        return limit.plus(MARGIN);
    }

    @Override
    public void close() {
        connections.close();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
