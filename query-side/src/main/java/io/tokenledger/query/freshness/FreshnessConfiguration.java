package io.tokenledger.query.freshness;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Intercepts event handling to report the positions and the failures of projections. */
@Configuration
class FreshnessConfiguration {
    @Bean
    ConfigurerModule projectionPositionInterceptor(ObjectProvider<ProjectionAwaiter> positions) {
        return configurer -> configurer.eventProcessing(processing -> processing.registerDefaultHandlerInterceptor(
                (configuration, processor) -> around(positions, processor)));
    }

    @Bean
    ConfigurerModule projectionFailureInterceptor(ObjectProvider<ProjectionFailureMonitor> alarms) {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerDefaultHandlerInterceptor((configuration, processor) ->
                        (unitOfWork, chain) -> alarms.getObject().intercept(processor, unitOfWork, chain)));
    }

    private static MessageHandlerInterceptor<EventMessage<?>> around(
            ObjectProvider<ProjectionAwaiter> positions, String processor) {
        return ProjectionAwaiter.tracks(processor)
                ? (unitOfWork, chain) -> positions.getObject().intercept(processor, unitOfWork, chain)
                : (unitOfWork, chain) -> chain.proceed();
    }
}
