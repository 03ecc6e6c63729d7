package io.tokenledger.api.parameter;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.PlainText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The filters of a request with their parsed values, in the order of their declaration. */
public final class FilterValues {
    /** No filters. */
    public static final FilterValues NONE = new FilterValues();

    private final Map<Filter, Object> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    private FilterValues() {}

    /**
     * Parses the values of these filters; ignores all other parameters of the route.
     *
     * @throws ProblemException if a value is invalid
     */
    public static FilterValues of(Class<? extends Filter> declared, Map<String, String> parameters) {
        FilterValues parsed = new FilterValues();
        for (Filter filter : Filter.declaredBy(declared)) {
            String text = parameters.get(filter.parameter());
            if (text != null) {
                parsed.put(filter, text);
            }
        }
        return parsed;
    }

    /**
     * Parses the filters of a command. Rejects unknown names: a misspelt filter would select more than intended.
     *
     * @throws ProblemException if a name is unknown or a value is invalid
     */
    public static FilterValues ofCommand(Class<? extends Filter> declared, Map<String, String> filters) {
        Set<String> known =
                Filter.declaredBy(declared).stream().map(Filter::parameter).collect(Collectors.toSet());
        for (String name : filters.keySet()) {
            if (!known.contains(name)) {
                throw ProblemCode.UNKNOWN_FIELD.because("'" + PlainText.sanitize(name) + "' is not a filter. Use "
                        + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
        return of(declared, filters);
    }

    /** The same values with another one for this filter. */
    public FilterValues with(Filter filter, String text) {
        FilterValues changed = new FilterValues();
        changed.values.putAll(values);
        changed.texts.putAll(texts);
        changed.put(filter, text);
        return changed;
    }

    private void put(Filter filter, String text) {
        values.put(filter, filter.type().parse(filter.parameter(), text));
        texts.put(filter.parameter(), text);
    }

    public boolean has(Filter filter) {
        return values.containsKey(filter);
    }

    public <T> Optional<T> find(Filter filter, Class<T> type) {
        return Optional.ofNullable(values.get(filter)).map(type::cast);
    }

    public void forEach(BiConsumer<Filter, Object> action) {
        values.forEach(action);
    }

    /** The filters as they were sent, sorted by name. */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** The filters for an audit event, with possible credentials removed. */
    public Map<String, String> forAudit() {
        Map<String, String> record = new TreeMap<>();
        texts.forEach((name, text) -> record.put(name, PlainText.sanitize(text)));
        return record;
    }
}
