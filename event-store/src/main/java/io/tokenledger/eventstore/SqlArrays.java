package io.tokenledger.eventstore;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows to a statement column by column, as arrays for {@code unnest}: the text of the statement is the same for
 * any number of rows, so PostgreSQL parses and plans it once.
 */
public final class SqlArrays<T> {
    private final PreparedStatement statement;
    private final List<T> rows;
    private int columns;

    /**
     * The rows for a statement.
     *
     * @param statement whose parameters are arrays, one a column
     */
    public SqlArrays(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /**
     * Sets the next parameter.
     *
     * @param type of the column, in PostgreSQL's words
     */
    public void add(String type, Function<T, @Nullable Object> column) throws SQLException {
        @Nullable Object[] values = new Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            Object value = column.apply(rows.get(row));
            values[row] = value instanceof Instant instant ? instant.toString() : value;
        }
        columns++;
        statement.setArray(columns, statement.getConnection().createArrayOf(type, values));
    }
}
