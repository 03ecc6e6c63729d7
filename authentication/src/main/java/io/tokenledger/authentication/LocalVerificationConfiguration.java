package io.tokenledger.authentication;

import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.usage.UsageRecorder;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import org.axonframework.config.ConfigurerModule;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Configures a process that verifies credentials itself. With Axon Server, only command sides verify credentials; a
 * query side sends them a command.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(LocalVerificationConfiguration.Here.class)
@ComponentScan(
        basePackageClasses = {
            CommitBarrier.class,
            CredentialCache.class,
            UsageRecorder.class,
            FailedAttemptLimiter.class
        })
class LocalVerificationConfiguration {
    /** Matches if one of the nested conditions matches. */
    static final class Here extends AnyNestedCondition {
        Here() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
        static final class NothingCarriesCommands {}

        @ConditionalOnProperty(name = "ledger.side", havingValue = "command", matchIfMissing = true)
        static final class CommandsAreDecided {}
    }

    @Bean
    ConfigurerModule subscribingLookupProcessor() {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerSubscribingEventProcessor(LookupProcessingGroup.GROUP));
    }
}
