package io.tokenledger.eventstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Limits how long a connection waits for a response, by the deadline of its thread. A store that is cut off sends no
 * error, so a caller would wait indefinitely. The pool resets the limit when the connection is returned.
 */
final class DeadlineAwareDataSource extends DelegatingDataSource {
    private final Duration maxWait;

    /** @param maxWait maximum wait for a response, also if the deadline of the thread is later */
    DeadlineAwareDataSource(DataSource pool, Duration maxWait) {
        super(pool);
        this.maxWait = maxWait;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(
                Runnable::run, (int) RequestDeadline.silence(maxWait).toMillis());
        return connection;
    }
}
