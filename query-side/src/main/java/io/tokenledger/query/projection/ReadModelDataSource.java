package io.tokenledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Sets the schema of a connection to the read models that its thread has selected. When a connection is returned, the
 * pool resets it to the live schema ({@code spring.datasource.hikari.schema}).
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
