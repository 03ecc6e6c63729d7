package io.tokenledger.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The metrics of requests are those of Spring's filter. */
class RequestMetricsFilterTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MeterRegistry metersOfSpring = new SimpleMeterRegistry();

    static Stream<Arguments> requests() {
        return Stream.of(
                request(
                        "a route",
                        "GET",
                        (request, response) -> ServerHttpObservationFilter.findObservationContext(
                                        (MockHttpServletRequest) request)
                                .orElseThrow()
                                .setPathPattern("/users/{id}")),
                request("no route", "POST", (request, response) -> status((HttpServletResponse) response, 404)),
                request(
                        "rejected by a filter",
                        "GET",
                        (request, response) -> status((HttpServletResponse) response, 401)),
                request("redirected", "GET", (request, response) -> status((HttpServletResponse) response, 302)),
                request("a method of the client", "BREW", (request, response) -> {}),
                request("an exception of a filter", "POST", (request, response) -> {
                    throw new EOFException();
                }),
                request("an exception of a servlet", "GET", (request, response) -> {
                    throw new ServletException(new IllegalStateException());
                }),
                request(
                        "an exception that the container has handled",
                        "GET",
                        (request, response) -> request.setAttribute(
                                RequestDispatcher.ERROR_EXCEPTION, new IllegalArgumentException())));
    }

    private static Arguments request(String name, String method, FilterChain chain) {
        return Arguments.of(name, method, chain);
    }

    private static void status(HttpServletResponse response, int status) {
        response.setStatus(status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void names_tags_and_counts_are_those_of_spring(String name, String method, FilterChain chain) {
        run(filter(), method, chain);
        run(filter(), method, chain);
        run(springs(), method, chain);
        run(springs(), method, chain);

        assertThat(counts(meters)).isEqualTo(counts(metersOfSpring)).hasSize(2);
    }

    @Test
    void an_asynchronous_response_counts_when_it_is_complete() throws Exception {
        for (Filter filter : new Filter[] {filter(), springs()}) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
            request.setAsyncSupported(true);
            MockHttpServletResponse response = new MockHttpServletResponse();
            filter.doFilter(request, response, (any, answer) -> any.startAsync());
            assertThat(counts(filter instanceof RequestMetricsFilter ? meters : metersOfSpring)
                            .values())
                    .containsExactly("1 active");

            response.setStatus(204);
            ((MockAsyncContext) request.getAsyncContext()).complete();
        }

        assertThat(counts(meters)).isEqualTo(counts(metersOfSpring)).hasSize(2);
    }

    private Filter filter() {
        return new RequestMetricsFilter(meters);
    }

    private Filter springs() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(metersOfSpring));
        return new ServerHttpObservationFilter(observations);
    }

    private static void run(Filter filter, String method, FilterChain chain) {
        try {
            filter.doFilter(new MockHttpServletRequest(method, "/x"), new MockHttpServletResponse(), chain);
        } catch (IOException | ServletException passedOn) {
            assertThat(passedOn.getStackTrace()).isNotEmpty();
        }
    }

    private static Map<Meter.Id, String> counts(MeterRegistry meters) {
        return meters.getMeters().stream().collect(Collectors.toMap(Meter::getId, RequestMetricsFilterTest::count));
    }

    private static String count(Meter meter) {
        return switch (meter) {
            case Timer timer -> timer.count() + " complete";
            case LongTaskTimer active -> active.activeTasks() + " active";
            default -> throw new AssertionError(meter.getId());
        };
    }
}
