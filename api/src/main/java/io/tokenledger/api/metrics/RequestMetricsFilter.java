package io.tokenledger.api.metrics;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Times each request, as Spring's filter does. Spring's filter creates an observation for each request, which takes as
 * long as the check of a credential.
 */
public final class RequestMetricsFilter implements Filter {
    private final RequestTimers timers;

    public RequestMetricsFilter(MeterRegistry meters) {
        this.timers = new RequestTimers(meters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ServerRequestObservationContext context =
                new ServerRequestObservationContext((HttpServletRequest) request, (HttpServletResponse) response);
        // Spring MVC adds the pattern of the route.
        request.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, context);
        Measurement measurement = new Measurement(context);
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            context.setError(e instanceof ServletException && e.getCause() != null ? e.getCause() : e);
            ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(measurement);
            } else {
                if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
                    context.setError(failure);
                }
                measurement.stop();
            }
        }
    }

    /** The time of one request, which ends with the request itself, or with its asynchronous response. */
    private final class Measurement implements AsyncListener {
        private final ServerRequestObservationContext context;
        private final LongTaskTimer.Sample active;
        private final long begin = System.nanoTime();

        Measurement(ServerRequestObservationContext context) {
            this.context = context;
            this.active = timers.active(context).start();
        }

        void stop() {
            active.stop();
            timers.completed(context).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            stop();
        }

        @Override
        public void onError(AsyncEvent event) {
            context.setError(event.getThrowable());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // The response completes later.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The request is the same.
        }
    }
}
