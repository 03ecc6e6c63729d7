package io.tokenledger.query.tokenlisting;

import java.util.ArrayList;
import java.util.List;

/** Conditions that all must hold, with their values as parameters: no text of a caller ever becomes SQL. */
final class SqlConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void and(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> values() {
        return values;
    }
}
