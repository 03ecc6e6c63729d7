package io.tokenledger.door.credential;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What all doors of this ledger know. Each tells here how far it has come, and with that borrows the right to decide for a
 * while; a change is acknowledged once each door has come as far as its event, or has lost that right. So no use that
 * begins after the acknowledgement of a change is judged by what was true before, whichever process is asked.
 */
final class Doors implements AutoCloseable {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A crash of the store may undo the latest report, so each is made to last longer than it has to. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration limit;
    private final UUID process = UUID.randomUUID();
    private long reportedSeen = -1;
    private long reportedAt;

    /**
     * The doors that the table knows.
     *
     * @param connections of their own: who waits for a key's last change may hold all others meanwhile
     * @param limit for how long a door may decide without having looked
     */
    Doors(HikariDataSource connections, Duration limit) {
        this.connections = connections;
        this.jdbc = JdbcClient.create(connections);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(connections));
        this.limit = limit;
    }

    /** Tells how far the door of this process has come; called by one thread, before the door acts on it. */
    void report(long seen) {
        long now = System.nanoTime();
        if (seen == reportedSeen && now - reportedAt < MARGIN.toNanos() / 2) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            jdbc.sql("SET LOCAL synchronous_commit = off").update();
            jdbc.sql("""
                    INSERT INTO command_side.door (process, seen, until)
                    VALUES (?, ?, clock_timestamp() + make_interval(secs => ?))
                    ON CONFLICT (process) DO UPDATE SET seen = excluded.seen, until = excluded.until""").params(process, seen, seconds(limit.plus(MARGIN))).update();
        });
        reportedSeen = seen;
        reportedAt = now;
    }

    /** The door of this process decides no more. */
    void leave() {
        jdbc.sql(
                        "DELETE FROM command_side.door WHERE process = ? OR until < clock_timestamp() - make_interval(secs => ?)")
                .params(process, seconds(FORGOTTEN))
                .update();
    }

    /** Returns once no door of another process can decide by what was true before this event. */
    void awaitSeen(long position) {
        long pause = FIRST_PAUSE_NANOS;
        while (someoneIsBehind(position)) {
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
        }
    }

    /** Ends by itself: who does not report loses the right to decide. */
    private boolean someoneIsBehind(long position) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM command_side.door
                            WHERE process <> ? AND seen < ? AND until > clock_timestamp())""").params(process, position).query(Boolean.class).single();
    }

    @Override
    public void close() {
        connections.close();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
