package io.tokenledger.console.page;

import io.tokenledger.console.client.Encoding;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list, as its page has them in its URL and its form.
 *
 * @param values filters that have a value, by name of the parameter
 */
public record Filters(Map<String, String> values) {
    public Filters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The filters with these names in the URL of a request. Other parameters are ignored. */
    public static Filters of(HttpServletRequest request, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            @Nullable String[] given = request.getParameterValues(name);
            String value = given == null ? "" : String.join(",", given).strip();
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return new Filters(values);
    }

    /** The value of a filter; empty without one. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether one of these filters has a value. */
    public boolean hasAny(List<String> names) {
        return names.stream().anyMatch(values::containsKey);
    }

    /** These filters with another value for one; an empty value removes it. */
    public Filters with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        if (value.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, value.strip());
        }
        return new Filters(changed);
    }

    /** These filters with each day and time of these parameters replaced by its instant. */
    public Filters withInstants(List<String> names) {
        Filters changed = this;
        for (String name : names) {
            changed = changed.with(name, TypedTime.beginOf(get(name)));
        }
        return changed;
    }

    /** A path with these filters as its query. */
    public String path(String path) {
        return Encoding.path(path, values);
    }
}
