package io.tokenledger.query.freshness;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every processor of a listing say how far it has come. */
@Configuration
class FreshnessConfiguration {
    @Bean
    ConfigurerModule listingsTellTheirPositions(ObjectProvider<ProjectionAwaiter> positions) {
        return configurer -> configurer.eventProcessing(processing -> processing.registerDefaultHandlerInterceptor(
                (configuration, processor) -> around(positions, processor)));
    }

    @Bean
    ConfigurerModule failingEventsAreKnown(ObjectProvider<ProjectionFailureMonitor> alarms) {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerDefaultHandlerInterceptor((configuration, processor) ->
                        (unitOfWork, chain) -> alarms.getObject().around(processor, unitOfWork, chain)));
    }

    private static MessageHandlerInterceptor<EventMessage<?>> around(
            ObjectProvider<ProjectionAwaiter> positions, String processor) {
        return ProjectionAwaiter.tracks(processor)
                ? (unitOfWork, chain) -> positions.getObject().around(processor, unitOfWork, chain)
                : (unitOfWork, chain) -> chain.proceed();
    }
}
