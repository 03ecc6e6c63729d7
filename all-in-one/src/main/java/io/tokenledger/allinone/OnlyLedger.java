package io.tokenledger.allinone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Holds a lock in the store for as long as this ledger lives. The door answers from memory, and memory hears of no other
 * process's deactivations: a second ledger on the same store would let in what the first has locked out.
 */
final class OnlyLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OnlyLedger.class);
    private static final long LOCK = 7520114;
    private static final int VALID_WITHIN_SECONDS = 2;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final JdbcConnectionDetails store;
    private final Runnable lost;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Connection connection;

    /**
     * Takes the lock.
     *
     * @param lost what to do when another ledger has taken it, while the store was away
     */
    OnlyLedger(JdbcConnectionDetails store, Runnable lost) {
        this.store = store;
        this.lost = lost;
        try {
            this.connection = connect();
            if (!isOurs()) {
                connection.close();
                throw new StartRefusedException(
                        "Another ledger runs on this store; stop it first, or give this one a database of its own.");
            }
        } catch (SQLException e) {
            throw new StartRefusedException(
                    "The store at " + store.getJdbcUrl() + " cannot be reached or does not let this ledger in.", e);
        }
        Thread.ofVirtual().name("only-ledger").start(this::watch);
    }

    private void watch() {
        while (!isClosing()) {
            try {
                if (!connection.isValid(VALID_WITHIN_SECONDS)) {
                    connection = connect();
                    if (!isOurs()) {
                        LOG.error("While the store was away another ledger took it over; this one stops.");
                        lost.run();
                        return;
                    }
                }
            } catch (SQLException away) {
                LOG.debug("The store is away", away);
            }
        }
    }

    private boolean isClosing() {
        try {
            return closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(store.getJdbcUrl(), store.getUsername(), store.getPassword());
    }

    private boolean isOurs() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        closing.countDown();
        connection.close();
    }
}
