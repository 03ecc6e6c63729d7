package io.tokenledger.command;

import io.tokenledger.events.EventMetadata;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the command side. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
@EnableScheduling
public class CommandSideConfiguration {
    /** Copies the cause of a command from its metadata to the metadata of its events. */
    @Bean
    CorrelationDataProvider eventMetadataProvider() {
        return new SimpleCorrelationDataProvider(
                EventMetadata.ACTOR_ACCOUNT_ID,
                EventMetadata.ACTOR_KEY_ID,
                EventMetadata.ACTOR_SESSION_ID,
                EventMetadata.IP,
                EventMetadata.USER_AGENT,
                EventMetadata.CORRELATION_ID,
                EventMetadata.IDEMPOTENCY_KEY,
                EventMetadata.REASON,
                EventMetadata.BULK_ACT_ID);
    }
}
