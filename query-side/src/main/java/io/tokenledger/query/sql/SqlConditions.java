package io.tokenledger.query.sql;

import java.util.ArrayList;
import java.util.List;

/** SQL conditions joined by AND, with their values as parameters: text from callers never becomes SQL. */
public final class SqlConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * The condition that an address lies in a network, as one index range. The network is needed three times as a
     * parameter.
     */
    public static String within(String column) {
        return "%1$s >= network(?::inet) AND %1$s <= set_masklen(broadcast(?::inet), CASE family(?::inet) WHEN 4 THEN 32 ELSE 128 END)"
                .formatted(column);
    }

    /** A pattern for {@code ILIKE} that matches the text anywhere. All wildcards in the text are escaped. */
    public static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    public void and(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }

    /** Adds all conditions of another instance. */
    public SqlConditions and(SqlConditions more) {
        conditions.addAll(more.conditions);
        values.addAll(more.values);
        return this;
    }

    public String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** A boolean expression; {@code true} if there are no conditions. */
    public String all() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    /** The conditions to append to a statement that already has a {@code WHERE}. */
    public String and() {
        return conditions.isEmpty() ? "" : " AND " + String.join(" AND ", conditions);
    }

    public List<Object> values() {
        return values;
    }
}
