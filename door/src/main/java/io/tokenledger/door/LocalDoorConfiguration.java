package io.tokenledger.door;

import io.tokenledger.door.admission.Workspaces;
import io.tokenledger.door.credential.Credentials;
import io.tokenledger.door.credential.LookUps;
import io.tokenledger.door.use.UseRecorder;
import io.tokenledger.eventstore.ConditionalOnStore;
import io.tokenledger.eventstore.Store;
import org.axonframework.config.ConfigurerModule;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * What a process needs that judges credentials itself. Where Axon Server carries commands, the processes that change keys
 * answer for them, and a query side asks them.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(LocalDoorConfiguration.Here.class)
@ComponentScan(basePackageClasses = {Credentials.class, UseRecorder.class, Workspaces.class})
class LocalDoorConfiguration {
    /** Either of them. */
    static final class Here extends AnyNestedCondition {
        Here() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnStore({Store.EMBEDDED, Store.POSTGRES})
        static final class NothingCarriesCommands {}

        @ConditionalOnProperty(name = "ledger.side", havingValue = "command", matchIfMissing = true)
        static final class CommandsAreDecided {}
    }

    @Bean
    ConfigurerModule lookUpsRunInTheCommandsTransaction() {
        return configurer ->
                configurer.eventProcessing(processing -> processing.registerSubscribingEventProcessor(LookUps.GROUP));
    }
}
