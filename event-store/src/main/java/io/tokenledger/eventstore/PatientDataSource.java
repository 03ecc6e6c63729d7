package io.tokenledger.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets a connection wait no longer than its thread may: a store that has been cut off sends no error, and whoever waits for
 * an answer would wait for a minute. The pool undoes it when the connection is returned.
 */
final class PatientDataSource extends DelegatingDataSource {
    PatientDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Duration limit = Patience.silence();
        if (limit != null && limit.toMillis() == 0) { // which a connection would take for no limit at all
            throw new SQLTransientConnectionException("The store has not answered for as long as this work may wait.");
        }
        Connection connection = super.getConnection();
        if (limit != null) {
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        }
        return connection;
    }
}
