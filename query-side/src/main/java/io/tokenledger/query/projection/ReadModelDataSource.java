package io.tokenledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets a connection find the read models that its thread is about. The pool puts a connection back to the live schema
 * when it is returned ({@code spring.datasource.hikari.schema}).
 */
final class ReadModelDataSource extends DelegatingDataSource {
    ReadModelDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        ReadModelSchema.Copy copy = ReadModelSchema.copy();
        if (copy != null) {
            connection.setSchema(copy.schema());
        }
        return connection;
    }
}
