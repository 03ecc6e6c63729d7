package io.tokenledger.api.metrics;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/**
 * The timers of {@code http.server.requests}. Spring's convention computes their tags once for each outcome, because
 * this takes longer than to record a time.
 */
final class RequestTimers {
    private static final String NAME = "http.server.requests";
    private static final String UNKNOWN_METHOD = "UNKNOWN";
    private static final Set<String> METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    private final MeterRegistry meters;
    private final ServerRequestObservationConvention convention = new DefaultServerRequestObservationConvention();
    private final Map<String, LongTaskTimer> active = new ConcurrentHashMap<>();
    private final Map<Outcome, Timer> completed = new ConcurrentHashMap<>();

    RequestTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Determines the tags. The number of values is small, because a client can choose none of them freely.
     *
     * @param pattern pattern of the route; null if no handler was found
     * @param error exception that no handler turned into a response; null if there was none
     */
    private record Outcome(
            String method,
            int status,
            @Nullable String pattern,
            @Nullable Class<?> error) {}

    /** The timer of requests that have begun and are not complete. */
    LongTaskTimer active(ServerRequestObservationContext request) {
        return active.computeIfAbsent(
                method(request),
                first -> LongTaskTimer.builder(NAME + ".active")
                        .tags(tags(request))
                        .register(meters));
    }

    /** The timer of completed requests with this outcome. */
    Timer completed(ServerRequestObservationContext request) {
        Throwable error = request.getError();
        Class<?> type = error == null ? null : error.getClass();
        Outcome outcome = new Outcome(
                method(request),
                Objects.requireNonNull(request.getResponse()).getStatus(),
                request.getPathPattern(),
                type);
        return completed.computeIfAbsent(
                outcome,
                first -> Timer.builder(NAME)
                        .tags(tags(request).and("error", type == null ? "none" : type.getSimpleName()))
                        .register(meters));
    }

    private static String method(ServerRequestObservationContext request) {
        String method = Objects.requireNonNull(request.getCarrier()).getMethod();
        return METHODS.contains(method) ? method : UNKNOWN_METHOD;
    }

    private Tags tags(ServerRequestObservationContext request) {
        return Tags.of(convention.getLowCardinalityKeyValues(request).stream()
                .map(pair -> Tag.of(pair.getKey(), pair.getValue()))
                .toList());
    }
}
