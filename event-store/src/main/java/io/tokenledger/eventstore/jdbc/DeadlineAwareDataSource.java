package io.tokenledger.eventstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets a connection wait no longer than its thread may: a store that has been cut off sends no error, and whoever waits for
 * an answer would wait for ever. The pool undoes it when the connection is returned.
 */
final class DeadlineAwareDataSource extends DelegatingDataSource {
    DeadlineAwareDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(
                Runnable::run, (int) RequestDeadline.silence().toMillis());
        return connection;
    }
}
