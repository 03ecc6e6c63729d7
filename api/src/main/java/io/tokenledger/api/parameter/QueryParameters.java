package io.tokenledger.api.parameter;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** The names of the query parameters that a handler reads. */
final class QueryParameters {
    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private QueryParameters() {}

    static Set<String> of(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            FilteredBy filters = parameter.getParameterAnnotation(FilteredBy.class);
            if (filters != null) {
                Filter.declaredBy(filters.value()).forEach(filter -> names.add(filter.parameter()));
            }
            RequestParam requested = parameter.getParameterAnnotation(RequestParam.class);
            if (requested != null) {
                parameter.initParameterNameDiscovery(NAMES);
                String own = parameter.getParameterName();
                names.add(name(requested, own));
            }
        }
        return names;
    }

    private static String name(RequestParam requested, @Nullable String own) {
        if (StringUtils.hasText(requested.name())) {
            return requested.name();
        }
        if (own == null) {
            throw new IllegalStateException("Compile with -parameters, or name the request parameter.");
        }
        return own;
    }
}
