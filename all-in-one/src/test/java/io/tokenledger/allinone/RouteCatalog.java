package io.tokenledger.allinone;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.mvc.AuthorizationInterceptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All routes of the ledger, read from the running applications. */
final class RouteCatalog {
    private RouteCatalog() {}

    /** One method of one path with its required action; empty for an open route. */
    record Route(String method, String path, Optional<Requires> requires) {}

    static List<Route> of(LedgerUnderTest ledger) {
        List<Route> routes = new ArrayList<>();
        ledger.applications().stream()
                .map(application ->
                        application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class))
                .flatMap(mappings -> mappings.getHandlerMethods().entrySet().stream())
                .forEach(known -> {
                    RequestMappingInfo mapping = known.getKey();
                    HandlerMethod handler = known.getValue();
                    if (isOfTheApi(handler.getBeanType())) {
                        for (String path : mapping.getPatternValues()) {
                            for (RequestMethod method :
                                    mapping.getMethodsCondition().getMethods()) {
                                routes.add(new Route(
                                        method.name(),
                                        path,
                                        Optional.ofNullable(AuthorizationInterceptor.requirement(handler))));
                            }
                        }
                    }
                });
        return routes.stream()
                .distinct()
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .toList();
    }

    /** Pages of the web console are no routes of the API, and call its routes. */
    private static boolean isOfTheApi(Class<?> handler) {
        return handler.getPackageName().startsWith("io.tokenledger")
                && !handler.getPackageName().startsWith("io.tokenledger.console");
    }
}
