package io.tokenledger.query.signals;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.Timestamp;
import java.util.function.Function;

/** The filters of signals, each with its condition on a signal. {@code %s} stands for the alias of its row. */
@SuppressWarnings("ImmutableEnumChecker") // types and conditions have no state
enum SignalFilter implements Filter {
    KIND("kind of the signal", ParameterType.oneOf(SignalKind.class), "%s.kind = ?", SignalKind::wire),
    TOKEN("id of the API key", ParameterType.ID, "%s.token_id = ?", Function.identity()),
    OWNER("id of the account that owns the API key", ParameterType.ID, "%s.owner_id = ?", Function.identity()),
    FROM(
            "selects signals raised at this instant or later",
            ParameterType.INSTANT,
            "%s.raised_at >= ?",
            Timestamp::from),
    TO("selects signals raised before this instant", ParameterType.INSTANT, "%s.raised_at < ?", Timestamp::from);

    private final String meaning;
    private final ParameterType<?> type;
    private final String condition;
    private final Function<Object, Object> column;

    /** @param column converts a value to the type of the column */
    @SuppressWarnings("unchecked") // the function gets only values that the type has parsed
    <T> SignalFilter(String meaning, ParameterType<T> type, String condition, Function<T, ?> column) {
        this.meaning = meaning;
        this.type = type;
        this.condition = condition;
        this.column = (Function<Object, Object>) column;
    }

    @Override
    public ParameterType<?> type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    /** @param alias alias of {@code signal_v1} in the statement */
    void addTo(SqlConditions conditions, String alias, Object value) {
        conditions.and(condition.formatted(alias), column.apply(value));
    }
}
