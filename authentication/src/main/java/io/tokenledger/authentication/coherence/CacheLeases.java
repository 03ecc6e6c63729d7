package io.tokenledger.authentication.coherence;

import com.zaxxer.hikari.HikariDataSource;
import io.tokenledger.authentication.AuthenticationLimits;
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
 * The cache leases of all processes of this ledger. Each process reports the position that its caches have reached, and
 * so renews its lease to verify credentials. A change is acknowledged once every process has reached the position of
 * its event, or has lost its lease.
 *
 * <p>So a use that begins after the acknowledgement of a change is never verified against the state before it,
 * whichever process verifies it.
 */
final class CacheLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLeases.class);
    private static final long UNKNOWN = -1;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration limit;
    private final boolean includeOwn;
    private final UUID process = UUID.randomUUID();
    private long reportedSeen = -1;
    private SuspendAwareTimestamp reportedAt = SuspendAwareTimestamp.longAgo();

    /**
     * Creates the view of the leases. This process has none yet.
     *
     * @param connections separate pool: commands that wait for the same key may hold all connections of the main pool
     * @param limit maximum time for which a process may verify credentials without looking for new events
     * @param includeOwn whether a change also waits for its own process, whose caches may lag behind like any other's
     */
    CacheLeases(HikariDataSource connections, Duration limit, boolean includeOwn) {
        this.connections = connections;
        DataSource deadlineAware = RequestDeadline.wrapShortStatements(connections);
        this.jdbc = JdbcClient.create(deadlineAware);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(deadlineAware));
        this.limit = limit;
        this.includeOwn = includeOwn;
    }

    /**
     * Reports the position that this process has reached, and renews its lease. Only the follower thread calls this,
     * before the process verifies credentials by that position.
     *
     * @return whether the lease was held without interruption since the previous report. If not, changes may have been
     *     acknowledged without waiting for this process, which must read to the end of the events again before it
     *     verifies.
     */
    boolean report(long seen) {
        SuspendAwareTimestamp now = SuspendAwareTimestamp.now();
        boolean lasted = reportedSeen >= 0 && !reportedAt.isOlderThan(limit);
        if (lasted && seen == reportedSeen && !reportedAt.isOlderThan(AuthenticationLimits.LEASE_MARGIN.dividedBy(2))) {
            return true;
        }
        transactions.executeWithoutResult(status -> {
            if (lasted) { // a crash may undo a renewal; a new lease must be durable
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

    /** Releases the lease of this process, and deletes rows that expired more than an hour ago. */
    void release() {
        reportedSeen = UNKNOWN;
        jdbc.sql(
                        "DELETE FROM command_side.door WHERE process = ? OR until < clock_timestamp() - make_interval(secs => ?)")
                .params(process, seconds(AuthenticationLimits.EXPIRED_LEASE_RETENTION))
                .update();
    }

    /**
     * Returns once every process that holds a lease has reached this position. If the store does not respond, returns
     * after the duration of a lease. By then every process has reached the position, or has lost its lease.
     */
    void awaitPosition(LongSupplier position) {
        long begun = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        long target = UNKNOWN;
        while (true) {
            long askedAt = System.nanoTime();
            try {
                target = target == UNKNOWN
                        ? position.getAsLong()
                        : target; // only once, because the end of the events moves
                if (!isAnyBehind(target)) {
                    return;
                }
            } catch (RuntimeException away) {
                LOG.debug("The store is unavailable; cache leases are checked again", away);
                RequestDeadline.recordUnanswered(Duration.ofNanos(System.nanoTime() - askedAt));
                if (System.nanoTime() - begun > lease().toNanos()) {
                    return;
                }
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(MAX_PAUSE_NANOS, pause * 2);
        }
    }

    /** A process that stops reporting no longer counts once its lease expires. */
    private boolean isAnyBehind(long position) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM command_side.door
                            WHERE (process <> ? OR ?) AND seen < ? AND until > clock_timestamp())""")
                .params(process, includeOwn, position)
                .query(Boolean.class)
                .single();
    }

    private Duration lease() {
        return limit.plus(AuthenticationLimits.LEASE_MARGIN);
    }

    @Override
    public void close() {
        connections.close();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
