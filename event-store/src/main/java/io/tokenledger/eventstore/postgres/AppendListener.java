package io.tokenledger.eventstore.postgres;

import io.tokenledger.eventstore.BackgroundComponent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for appends of other processes to the same PostgreSQL, on a connection of its own, and wakes the readers of
 * this process. It only makes them faster: without notifications, they poll.
 */
final class AppendListener extends BackgroundComponent {
    private static final Logger LOG = LoggerFactory.getLogger(AppendListener.class);
    /** A notification names its table. Changes are appended to this one, and nearly all uses to another one. */
    private static final String TABLE_OF_CHANGES = "domain_event";

    private static final int NOTIFICATION_TIMEOUT_MS = 500;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final int ROUNDS_PER_CHECK = 6;

    private final DataSource pool;
    private final AppendingConnections own;
    private final Runnable changeAppended;
    private final Runnable wake;

    /**
     * Creates a listener that is not started.
     *
     * @param own connections whose appends are no changes of other processes
     * @param changeAppended action to run after another process has appended a change, before {@code wake}
     * @param wake action to run after a process has appended events
     */
    AppendListener(DataSource pool, AppendingConnections own, Runnable changeAppended, Runnable wake) {
        super(AFTER_WEB_SERVER, Duration.ZERO); // the last responses wait for these notifications
        this.pool = pool;
        this.own = own;
        this.changeAppended = changeAppended;
        this.wake = wake;
    }

    private void listen() {
        while (!isStopping()) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN ledger_appended");
                try {
                    awaitNotifications(connection);
                } finally {
                    statement.execute("UNLISTEN *");
                }
            } catch (SQLException away) {
                LOG.debug("The append listener lost its connection to the store and retries", away);
                stopsWithin(RETRY_PAUSE);
            }
        }
    }

    private void awaitNotifications(Connection connection) throws SQLException {
        PGConnection line = connection.unwrap(PGConnection.class);
        for (int round = 1; !isStopping(); round++) {
            if (round % ROUNDS_PER_CHECK == 0 && !connection.isValid(1)) {
                // A connection that only listens gets no error.
                throw new SQLException("The connection that listens for appends is broken");
            }
            PGNotification[] heard = line.getNotifications(NOTIFICATION_TIMEOUT_MS);
            if (heard != null && heard.length > 0) {
                if (Arrays.stream(heard).anyMatch(this::isChangeOfAnother)) {
                    changeAppended.run();
                }
                wake.run();
            }
        }
    }

    private boolean isChangeOfAnother(PGNotification notification) {
        return notification.getParameter().equals(TABLE_OF_CHANGES) && !own.contains(notification.getPID());
    }

    @Override
    protected void onStart() {
        startThread("append-listener", this::listen);
    }
}
