package io.tokenledger.query.retention;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.eventstore.useevents.UseRetentionProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the retention of uses. Only a store in PostgreSQL can drop events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UseRetentionProperties.class)
class UseRetentionConfiguration {
    /** Prevents a start with a setting that could have no effect. */
    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    Object unsupportedUseRetention(UseRetentionProperties settings) {
        if (settings.uses() != null) {
            throw new StartupException(
                    "LEDGER_RETENTION_USES requires a store in PostgreSQL. Axon Server cannot drop events; leave it empty.");
        }
        return new Object();
    }
}
