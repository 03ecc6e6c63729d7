package io.tokenledger.query.replay;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.projection.ReadModelSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares the tables of a copy with the live ones, row by row. Its connection sees both in one snapshot. */
final class ShadowTableComparison {
    private final JdbcClient jdbc;
    private final String schema;
    private final JsonMapper json;
    private final List<Difference> listed = new ArrayList<>();
    private long drifted;

    ShadowTableComparison(JdbcClient jdbc, String schema, JsonMapper json) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.json = json;
    }

    ShadowTableComparison compare(List<String> tables) {
        tables.forEach(this::compare);
        return this;
    }

    long drifted() {
        return drifted;
    }

    List<Difference> listed() {
        return listed;
    }

    private void compare(String table) {
        List<String> key = keyOf(table);
        String join =
                key.stream().map(column -> "l.%1$s = r.%1$s".formatted(column)).collect(Collectors.joining(" AND "));
        String differing = """
                FROM %1$s.%2$s l FULL JOIN %3$s.%2$s r ON %4$s WHERE (l.*) IS DISTINCT FROM (r.*)""".formatted(ReadModelSchema.LIVE, table, schema, join);
        drifted += jdbc.sql("SELECT count(*) " + differing).query(Long.class).single();
        String order = key.stream()
                .map(column -> "coalesce(l.%1$s, r.%1$s)".formatted(column))
                .collect(Collectors.joining(", "));
        listed.addAll(jdbc.sql("SELECT to_jsonb(l) AS live, to_jsonb(r) AS rebuilt " + differing + " ORDER BY " + order
                        + " LIMIT " + (QueryLimits.MAX_LISTED_DIFFERENCES - listed.size()))
                .query((row, number) -> drift(table, key, row))
                .list());
    }

    private List<String> keyOf(String table) {
        return jdbc.sql("""
                        SELECT a.attname FROM pg_index i
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                        WHERE i.indrelid = ?::regclass AND i.indisprimary ORDER BY a.attnum""")
                .param(ReadModelSchema.LIVE + "." + table)
                .query((row, number) -> row.getString("attname"))
                .list();
    }

    private Difference drift(String table, List<String> key, ResultSet row) throws SQLException {
        JsonNode live = tree(row.getString("live"));
        JsonNode rebuilt = tree(row.getString("rebuilt"));
        ObjectNode id = json.createObjectNode();
        JsonNode known = live == null ? rebuilt : live;
        key.forEach(column -> id.set(column, known == null ? null : known.get(column)));
        if (live instanceof ObjectNode one && rebuilt instanceof ObjectNode other) {
            List<String> equal = one.propertyNames().stream()
                    .filter(column -> one.get(column).equals(other.get(column)))
                    .toList();
            one.remove(equal);
            other.remove(equal);
        }
        return new Difference(table, id, live, rebuilt);
    }

    private @Nullable JsonNode tree(@Nullable String row) {
        return row == null ? null : json.readTree(row);
    }
}
