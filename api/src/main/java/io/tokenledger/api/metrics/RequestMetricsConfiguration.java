package io.tokenledger.api.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Replaces Spring's filter for {@code http.server.requests}. */
@Configuration(proxyBeanMethods = false)
class RequestMetricsConfiguration {
    /** Takes the place of Spring's filter, so that it also times the filters of this ledger. */
    @Bean
    FilterRegistrationBean<RequestMetricsFilter> requestMetrics(MeterRegistry meters) {
        FilterRegistrationBean<RequestMetricsFilter> filter =
                new FilterRegistrationBean<>(new RequestMetricsFilter(meters));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ServerHttpObservationFilter> noObservations() {
        FilterRegistrationBean<ServerHttpObservationFilter> filter =
                new FilterRegistrationBean<>(new ServerHttpObservationFilter(ObservationRegistry.NOOP));
        filter.setEnabled(false);
        return filter;
    }
}
