package io.tokenledger.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What plain SQL lacks in Java: instants, and values that may be absent. */
public final class Sql {
    private Sql() {}

    /** Runs a statement with its values in order, absent ones included; how many rows it touched. */
    public static int update(JdbcClient jdbc, String sql, @Nullable Object... values) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (Object value : values) {
            statement = statement.param(value instanceof Instant instant ? Timestamp.from(instant) : value);
        }
        return statement.update();
    }

    /**
     * Changes a row that knows which event it is at, unless it is at this one or a later one already: so an event that
     * comes again changes nothing.
     *
     * @param assignments the {@code SET} list without the version
     * @param key column that names the row
     */
    public static void advance(
            JdbcClient jdbc,
            String table,
            String key,
            Object id,
            long version,
            String assignments,
            @Nullable Object... values) {
        @Nullable Object[] all = new Object[values.length + 3];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = version;
        all[values.length + 1] = id;
        all[values.length + 2] = version;
        update(
                jdbc,
                "UPDATE " + table + " SET " + assignments + ", version = ? WHERE " + key + " = ? AND version < ?",
                all);
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
