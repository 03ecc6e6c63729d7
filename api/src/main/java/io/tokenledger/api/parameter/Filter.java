package io.tokenledger.api.parameter;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A filter of a list. An enum declares the filters of a route, one constant for each. Parsing, error messages, the
 * OpenAPI document and the recorded query all follow from the declaration.
 */
public interface Filter {
    /** The name of the constant. */
    String name();

    ParameterType<?> type();

    /** What the filter selects, as a phrase for the OpenAPI document. */
    String meaning();

    /** The name of the query parameter. */
    default String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All filters that this enum declares, in their order. */
    static List<Filter> declaredBy(Class<? extends Filter> type) {
        return List.of(Objects.requireNonNull(type.getEnumConstants(), "Filters must be constants of an enum."));
    }
}
