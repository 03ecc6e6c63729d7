package io.tokenledger.eventstore.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One change of a table: the statement and its values in order, nulls included. */
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
     * Updates a row that stores the version of its last event, unless it already has this version or a later one. So a
     * repeated event changes nothing.
     *
     * @param key name of the id column
     * @param version number of the event in its aggregate, from 0
     * @param assignments {@code SET} list without the version
     */
    public static SqlChange advance(
            String table, String key, Object id, long version, String assignments, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<@Nullable Object>(Arrays.asList(values));
        all.addAll(List.of(version, id, version));
        return of(
                "UPDATE " + table + " SET " + assignments + ", version = ? WHERE " + key + " = ? AND version < ?",
                all.toArray());
    }

    /** The same, but only for a row that has exactly the previous version. */
    public static SqlChange follow(
            String table, String key, Object id, long version, String assignments, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<@Nullable Object>(Arrays.asList(values));
        all.addAll(List.of(version, id, version - 1));
        return of(
                "UPDATE " + table + " SET " + assignments + ", version = ? WHERE " + key + " = ? AND version = ?",
                all.toArray());
    }

    /**
     * Runs the change.
     *
     * @return number of affected rows
     */
    public int run(JdbcClient jdbc) {
        return statement(jdbc, text).update();
    }

    /** Runs a change of at most one row, and returns the row as it is afterwards; empty if no row changed. */
    public <T> Optional<T> runReturning(JdbcClient jdbc, RowMapper<T> row) {
        return statement(jdbc, text + " RETURNING *").query(row).optional();
    }

    private JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (Object value : values) {
            statement = statement.param(value);
        }
        return statement;
    }

    /**
     * Runs all changes in this order. Consecutive changes with the same text are sent as one batch, and inserts become
     * one statement. One statement cannot change a row twice, so an insert that may update must run by itself.
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
                throw new IllegalArgumentException("An insert in a batch must not contain DO UPDATE: " + text);
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
