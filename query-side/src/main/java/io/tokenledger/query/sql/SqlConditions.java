package io.tokenledger.query.sql;

import java.util.ArrayList;
import java.util.List;

/** Conditions that all must hold, with their values as parameters: no text of a caller ever becomes SQL. */
public final class SqlConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** The condition that an address lies in a network, which is given three times: one range of an index. */
    public static String within(String column) {
        return "%1$s >= network(?::inet) AND %1$s <= set_masklen(broadcast(?::inet), CASE family(?::inet) WHEN 4 THEN 32 ELSE 128 END)"
                .formatted(column);
    }

    public void and(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }

    /** These and those. */
    public SqlConditions and(SqlConditions more) {
        conditions.addAll(more.conditions);
        values.addAll(more.values);
        return this;
    }

    public String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** A boolean expression; true where there are none. */
    public String all() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    /** The same for a statement that has conditions already. */
    public String and() {
        return conditions.isEmpty() ? "" : " AND " + String.join(" AND ", conditions);
    }

    public List<Object> values() {
        return values;
    }
}
