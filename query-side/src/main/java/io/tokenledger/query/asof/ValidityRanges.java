package io.tokenledger.query.asof;

import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes to a table whose rows are valid from one position until before another. Each change is idempotent: a repeated
 * event inserts no second row, and ends only rows that began before it.
 *
 * <p>The function that builds a new row is in {@code FROM}. In {@code SELECT (f(x)).*}, PostgreSQL would call it once for
 * each column.
 */
final class ValidityRanges {
    private static final String OPEN = Long.toString(Long.MAX_VALUE);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String begin;
    private final String change;
    private final String end;

    /** A table, by the columns of its primary key without {@code valid_from}. Each of them is a UUID. */
    ValidityRanges(String table, String... key) {
        String here = Arrays.stream(key).map(column -> column + " = ?::uuid").collect(Collectors.joining(" AND "));
        this.end =
                "UPDATE %s SET valid_to = ? WHERE %s AND valid_to = %s AND valid_from < ?".formatted(table, here, OPEN);
        this.begin = """
                INSERT INTO %1$s SELECT state.* FROM jsonb_populate_record(NULL::%1$s, ?::jsonb) AS state
                ON CONFLICT DO NOTHING""".formatted(table);
        this.change = """
                WITH ended AS (%2$s RETURNING *)
                INSERT INTO %1$s SELECT state.* FROM ended, jsonb_populate_record(ended::%1$s, ?::jsonb) AS state
                ON CONFLICT DO NOTHING""".formatted(table, end);
    }

    /** Begins the history of an object. The columns are all except the validity. */
    SqlChange begin(long position, Map<String, @Nullable Object> columns) {
        return SqlChange.of(begin, json(position, columns));
    }

    /** Ends the current row and begins one with new values in these columns. */
    SqlChange change(long position, Map<String, @Nullable Object> columns, Object... key) {
        return SqlChange.of(change, values(position, key, json(position, columns)));
    }

    /** Ends the history of an object. */
    SqlChange end(long position, Object... key) {
        return SqlChange.of(end, values(position, key));
    }

    private static @Nullable Object[] values(long position, Object[] key, Object... more) {
        @Nullable Object[] values = new Object[key.length + 2 + more.length];
        values[0] = position;
        for (int i = 0; i < key.length; i++) {
            values[i + 1] = key[i].toString();
        }
        values[key.length + 1] = position;
        System.arraycopy(more, 0, values, key.length + 2, more.length);
        return values;
    }

    private static String json(long position, Map<String, @Nullable Object> columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(columns);
        row.put("valid_from", position);
        row.put("valid_to", Long.MAX_VALUE);
        row.replaceAll((name, value) ->
                value instanceof Number || value instanceof Boolean || value == null ? value : value.toString());
        return JSON.writeValueAsString(row);
    }
}
