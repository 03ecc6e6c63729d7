package io.tokenledger.eventstore.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Passes rows to a statement column by column, as arrays for {@code unnest}. The text of the statement is the same for
 * any number of rows, so PostgreSQL parses and plans it once. Supports only texts, numbers and bytes, which travel in binary
 * form. The statement casts texts to other types.
 */
public final class SqlArrays<T> {
    private final PreparedStatement statement;
    private final List<T> rows;
    private int columns;

    /**
     * Creates the parameters of a statement.
     *
     * @param statement statement whose parameters are arrays, one per column
     */
    public SqlArrays(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** Sets the next parameter, a {@code text[]}. Converts each value to a string; null stays null. */
    public SqlArrays<T> texts(Function<T, @Nullable Object> column) throws SQLException {
        @Nullable String[] values = new String[rows.size()];
        for (int row = 0; row < values.length; row++) {
            Object value = column.apply(rows.get(row));
            values[row] = value == null ? null : value.toString();
        }
        return next("text", values);
    }

    /** Sets the next parameter, a {@code bigint[]}. */
    public SqlArrays<T> numbers(ToLongFunction<T> column) throws SQLException {
        return next("bigint", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
    }

    /** Sets the next parameter, a {@code bytea[]}. */
    public SqlArrays<T> bytes(Function<T, byte[]> column) throws SQLException {
        return next("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    private SqlArrays<T> next(String type, @Nullable Object[] values) throws SQLException {
        columns++;
        statement.setArray(columns, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
