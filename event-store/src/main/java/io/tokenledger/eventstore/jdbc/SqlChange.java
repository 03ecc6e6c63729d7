package io.tokenledger.eventstore.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One change to a table: the statement and its values in order, absent ones included. */
public final class SqlChange {
    private final String text;
    private final @Nullable Object[] values;

    private SqlChange(String text, @Nullable Object[] values) {
        this.text = text;
        this.values = values;
    }

    public static SqlChange of(String text, @Nullable Object... values) {
        return new SqlChange(text, Arrays.stream(values).map(SqlChange::bound).toArray());
    }

    /**
     * Changes a row that knows which event it is at, unless it is at this one or a later one already: so an event that
     * comes again changes nothing.
     *
     * @param key column that names the row
     * @param assignments the {@code SET} list without the version
     */
    public static SqlChange advance(
            String table, String key, Object id, long version, String assignments, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<@Nullable Object>(Arrays.asList(values));
        all.addAll(List.of(version, id, version));
        return of(
                "UPDATE " + table + " SET " + assignments + ", version = ? WHERE " + key + " = ? AND version < ?",
                all.toArray());
    }

    /** The same for a row that is at the event right before this one, and for no other. */
    public static SqlChange follow(
            String table, String key, Object id, long version, String assignments, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<@Nullable Object>(Arrays.asList(values));
        all.addAll(List.of(version, id, version - 1));
        return of(
                "UPDATE " + table + " SET " + assignments + ", version = ? WHERE " + key + " = ? AND version = ?",
                all.toArray());
    }

    /** Makes it now; how many rows it touched. */
    public int run(JdbcClient jdbc) {
        JdbcClient.StatementSpec statement = jdbc.sql(text);
        for (Object value : values) {
            statement = statement.param(value);
        }
        return statement.update();
    }

    /**
     * Makes them all in this order; neighbours with the same text travel to the database together, inserts as one
     * statement. PostgreSQL lets one statement change no row twice, so an insert may not fall back to an update: that is
     * for a change of its own.
     */
    public static void runAll(JdbcOperations jdbc, List<SqlChange> changes) {
        int begin = 0;
        while (begin < changes.size()) {
            String text = changes.get(begin).text;
            int end = begin + 1;
            while (end < changes.size() && changes.get(end).text.equals(text)) {
                end++;
            }
            if (text.contains("DO UPDATE")) {
                throw new IllegalArgumentException("an insert in a batch may not update: " + text);
            }
            jdbc.batchUpdate(text, changes.subList(begin, end), end - begin, SqlChange::bind);
            begin = end;
        }
    }

    private static void bind(PreparedStatement statement, SqlChange change) throws SQLException {
        for (int i = 0; i < change.values.length; i++) {
            StatementCreatorUtils.setParameterValue(statement, i + 1, SqlTypeValue.TYPE_UNKNOWN, change.values[i]);
        }
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return value instanceof Instant instant ? Timestamp.from(instant) : value;
    }
}
