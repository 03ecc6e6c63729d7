package io.tokenledger.api.direct;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Knows each {@link DirectHandler} and what Spring MVC runs for it, which is the same for all its requests. */
public final class DirectRoutes {
    private final Supplier<RequestMappingHandlerMapping> mapping;
    private final Supplier<HandlerExceptionResolver> exceptions;
    private final SingletonSupplier<Map<String, String>> methods;
    private final ConcurrentMap<String, DirectRoute> routes = new ConcurrentHashMap<>();

    /**
     * Creates the routes. The web server creates filters before Spring MVC is ready, so both arguments are suppliers that
     * the first request calls.
     *
     * @param mapping finds handlers and their interceptors
     * @param exceptions turns exceptions into responses
     */
    public DirectRoutes(Supplier<RequestMappingHandlerMapping> mapping, Supplier<HandlerExceptionResolver> exceptions) {
        this.mapping = mapping;
        this.exceptions = exceptions;
        this.methods = SingletonSupplier.of(() -> methodsByPath(mapping.get()));
    }

    /**
     * The route of the request; null if no direct handler has its path and its method. The servlet path has single slashes
     * only, but Spring MVC finds no handler for a path with an empty segment.
     */
    @Nullable
    DirectRoute find(HttpServletRequest request) throws ServletException {
        String path = request.getServletPath();
        if (!request.getMethod().equals(methods.obtain().get(path))
                || request.getRequestURI().contains("//")) {
            return null;
        }
        DirectRoute known = routes.get(path);
        return known == null ? add(path, request) : known;
    }

    private static Map<String, String> methodsByPath(RequestMappingHandlerMapping mapping) {
        Map<String, String> methods = new HashMap<>();
        mapping.getHandlerMethods().forEach((route, handler) -> {
            if (DirectHandler.class.isAssignableFrom(handler.getBeanType())) {
                for (String path : route.getDirectPaths()) {
                    route.getMethodsCondition().getMethods().forEach(method -> methods.put(path, method.name()));
                }
            }
        });
        return Map.copyOf(methods);
    }

    private @Nullable DirectRoute add(String path, HttpServletRequest request) throws ServletException {
        ServletRequestPathUtils.parseAndCache(request);
        HandlerExecutionChain chain = chain(request);
        if (chain == null || !(chain.getHandler() instanceof HandlerMethod method)) {
            return null; // Spring MVC then answers as for any unknown path
        }
        DirectRoute route = new DirectRoute(path, method, List.copyOf(chain.getInterceptorList()), exceptions.get());
        routes.put(path, route);
        return route;
    }

    private @Nullable HandlerExecutionChain chain(HttpServletRequest request) throws ServletException {
        try {
            return mapping.get().getHandler(request);
        } catch (ServletException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("Spring MVC cannot find the handler.", e);
        }
    }
}
