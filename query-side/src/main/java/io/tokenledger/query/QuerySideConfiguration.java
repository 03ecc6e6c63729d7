package io.tokenledger.query;

import io.tokenledger.eventstore.Migrations;
import io.tokenledger.query.freshness.GatheringUnderLoad;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.springboot.EventProcessorProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Puts the query side together. */
@AutoConfiguration
@ComponentScan
public class QuerySideConfiguration {
    @Bean
    Migrations querySideTables() {
        return new Migrations("query_side");
    }

    @Bean
    ConfigurerModule projectionsGatherUnderLoad(EventProcessorProperties properties) {
        return configurer -> configurer.eventProcessing(processing -> properties
                .getProcessors()
                .forEach((name, processor) -> {
                    if (processor.getMode() == EventProcessorProperties.Mode.TRACKING) {
                        processing.registerHandlerInterceptor(
                                name, configuration -> new GatheringUnderLoad(processor.getBatchSize()));
                    }
                }));
    }
}
