package io.tokenledger.api.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.usage.CredentialKind;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A handler, its interceptors and its exceptions behave in the filter as they do in Spring MVC. */
class DirectHandlerFilterTest {
    private static final String PATH = "/direct";
    private static final Caller CALLER = new Caller(
            new UUID(1, 1),
            "alice",
            null,
            AccountKind.USER,
            Set.of(),
            null,
            Map.of(),
            CredentialKind.API_KEY,
            new UUID(2, 2),
            1,
            0,
            null,
            null,
            null,
            null);

    private final List<String> steps = new ArrayList<>();
    private final WebApplicationContext beans = Objects.requireNonNull(MockMvcBuilders.standaloneSetup(new Handler())
            .setCustomArgumentResolvers(new CallerArgumentResolver())
            .addInterceptors(new Recorder("outer"), new Recorder("inner"))
            .build()
            .getDispatcherServlet()
            .getWebApplicationContext());
    private final DirectHandlerFilter filter = new DirectHandlerFilter(new DirectRoutes(
            () -> beans.getBean(RequestMappingHandlerMapping.class),
            () -> beans.getBean(HandlerExceptionResolver.class)));
    private final DispatcherServlet mvc = new DispatcherServlet(beans);

    @BeforeEach
    void initialize() throws ServletException {
        mvc.init(new MockServletConfig());
    }

    @RestController
    private final class Handler implements DirectHandler {
        @Override
        @PostMapping(PATH)
        public void handle(RequestOrigin origin, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            Caller caller = CallerArgumentResolver.require(request, Caller.class);
            act("handler", request);
            response.setHeader("X-Caller", caller.username() + " from " + origin.ip());
        }

        @ExceptionHandler
        void failed(IllegalStateException e, HttpServletResponse response) {
            steps.add("exception handler");
            response.setStatus(418);
        }
    }

    private final class Recorder implements HandlerInterceptor {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            act(name, request);
            return !(name + " rejects").equals(request.getHeader("X-Test"));
        }

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
            steps.add("after the handler: " + name);
        }

        @Override
        public void afterCompletion(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure)
                throws IOException {
            act("at the end: " + name, request);
        }
    }

    private void act(String step, HttpServletRequest request) throws IOException {
        steps.add(step);
        String wanted = String.valueOf(request.getHeader("X-Test"));
        if (wanted.equals(step + " fails")) {
            throw new IllegalStateException(step);
        }
        if (wanted.equals(step + " fails with an error")) {
            throw new StackOverflowError(step);
        }
        if (wanted.equals(step + " loses the connection")) {
            throw new IOException(step);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everything works",
                "outer rejects",
                "inner rejects",
                "outer fails",
                "inner fails",
                "handler fails",
                "handler fails with an error",
                "handler loses the connection",
                "at the end: inner fails",
                "no caller"
            })
    void every_outcome_has_the_steps_and_the_response_of_spring_mvc(String test) {
        assertThat(run(
                        test,
                        (request, response) -> filter.doFilter(request, response, DirectHandlerFilterTest::unexpected)))
                .isEqualTo(run(test, mvc::service))
                .hasSizeGreaterThan(1);
    }

    @Test
    void requests_to_no_direct_handler_continue() throws Exception {
        List<String> continued = new ArrayList<>();
        for (MockHttpServletRequest other : List.of(request("GET", PATH), request("POST", PATH + "/x"))) {
            filter.doFilter(
                    other, new MockHttpServletResponse(), (request, response) -> continued.add(other.getServletPath()));
        }

        assertThat(continued).containsExactly(PATH, PATH + "/x");
        assertThat(steps).isEmpty();
    }

    private static void unexpected(ServletRequest request, ServletResponse response) {
        throw new AssertionError("The filter passed the request on.");
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setAttribute(RequestOrigin.class.getName(), new RequestOrigin("192.0.2.1", null, "id"));
        return request;
    }

    private interface Server {
        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    private List<String> run(String test, Server server) {
        steps.clear();
        MockHttpServletRequest request = request("POST", PATH);
        request.addHeader("X-Test", test);
        if (!test.equals("no caller")) {
            request.setAttribute(Caller.class.getName(), CALLER);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        ServerRequestObservationContext metrics = new ServerRequestObservationContext(request, response);
        request.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, metrics);
        try {
            server.serve(request, response);
        } catch (RuntimeException | ServletException | IOException e) {
            steps.add("failed with " + (e instanceof ServletException ? e.getCause() : e));
        }
        steps.add(response.getStatus() + " " + response.getHeader("X-Caller") + " of " + metrics.getPathPattern());
        return List.copyOf(steps);
    }
}
