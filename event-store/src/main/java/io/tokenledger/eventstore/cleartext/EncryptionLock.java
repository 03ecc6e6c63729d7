package io.tokenledger.eventstore.cleartext;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets one process at a time encrypt events. The lock belongs to a connection, so PostgreSQL releases it if the process
 * crashes. It saves work only: two processes at once are safe, because they lock different rows.
 */
final class EncryptionLock {
    /** Of this work; the lock on positions is 7520113. */
    private static final int NUMBER = 7_520_114;

    private final DataSource pool;

    EncryptionLock(DataSource pool) {
        this.pool = pool;
    }

    /** Does the work, or nothing if another process is doing it. */
    void runAlone(Runnable work) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            if (isTrue(statement, "SELECT pg_try_advisory_lock(" + NUMBER + ")")) {
                try {
                    work.run();
                } finally {
                    isTrue(statement, "SELECT pg_advisory_unlock(" + NUMBER + ")");
                }
            }
        }
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
