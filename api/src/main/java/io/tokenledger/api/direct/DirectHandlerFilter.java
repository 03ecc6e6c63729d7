package io.tokenledger.api.direct;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Runs each {@link DirectHandler}, after all filters that protect a route. Interceptors, exceptions and metrics are those
 * of Spring MVC. Other requests continue to the dispatcher servlet.
 */
public final class DirectHandlerFilter implements Filter {
    private final DirectRoutes routes;

    public DirectHandlerFilter(DirectRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response = (HttpServletResponse) answer;
        DirectRoute route = routes.find(request);
        if (route == null) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(route.path()));
        route.run(request, response);
    }
}
