package io.tokenledger.api.parameter;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects query parameters below {@code /ledger} that the route does not have, and those given twice. With a misspelt
 * filter, a list would show more than was meant. ZenML's routes ignore them, as ZenML does.
 */
public final class UnknownParameterInterceptor implements HandlerInterceptor {
    private static final String LEDGER = "/ledger/";

    private final List<SharedParameter> shared;
    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    public UnknownParameterInterceptor(List<SharedParameter> shared) {
        this.shared = shared;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getRequestURI().startsWith(LEDGER)) {
            Set<String> allowed = known.computeIfAbsent(method, this::parametersOf);
            request.getParameterMap().forEach((name, values) -> {
                requireKnown(name, allowed);
                if (values.length > 1) {
                    throw ProblemCode.REPEATED_PARAMETER.because("'%s' is given more than once.", name);
                }
            });
        }
        return true;
    }

    private Set<String> parametersOf(HandlerMethod handler) {
        Set<String> names = QueryParameters.of(handler);
        shared.stream().filter(one -> one.isOn(handler)).forEach(one -> names.add(one.parameter()));
        return names;
    }

    private static void requireKnown(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw ProblemCode.UNKNOWN_PARAMETER.because(
                    "'" + PlainText.sanitize(name) + "' is not a parameter of this route. "
                            + (known.isEmpty() ? "It has none." : "It has " + String.join(", ", known) + "."));
        }
    }
}
