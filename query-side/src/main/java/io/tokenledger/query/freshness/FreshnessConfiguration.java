package io.tokenledger.query.freshness;

import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Intercepts event handling to report the failures of projections. */
@Configuration(proxyBeanMethods = false)
class FreshnessConfiguration {
    @Bean
    ConfigurerModule projectionFailureInterceptor(ObjectProvider<ProjectionFailureMonitor> alarms) {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerDefaultHandlerInterceptor((configuration, processor) ->
                        (unitOfWork, chain) -> alarms.getObject().intercept(processor, unitOfWork, chain)));
    }
}
