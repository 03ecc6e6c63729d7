package io.tokenledger.command;

import io.tokenledger.access.credential.ApiKeyFormat;
import io.tokenledger.command.credential.LookUps;
import io.tokenledger.command.signing.ServerId;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.eventstore.Migrations;
import java.security.SecureRandom;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the command side together; the only place that knows the real clock's and chance's names. */
@AutoConfiguration(beforeName = "org.axonframework.springboot.autoconfig.AxonDbSchedulerAutoConfiguration")
@ComponentScan
@ConfigurationPropertiesScan
@EnableScheduling
public class CommandSideConfiguration {
    @Bean
    Migrations commandSideTables() {
        return new Migrations("command_side");
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    ApiKeyFormat apiKeyFormat(@Value("${ledger.api-key-prefix:" + ApiKeyFormat.ZENML_PRO_PREFIX + "}") String prefix) {
        return new ApiKeyFormat(prefix);
    }

    @Bean
    @DependsOnDatabaseInitialization
    ServerId serverId(JdbcClient jdbc) {
        return new ServerId(
                jdbc.sql("SELECT id FROM command_side.server").query(UUID.class).single());
    }

    /** As Axon would make it, but for the transactions. */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            DuplicateCommandHandlerResolver duplicates) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(new CommandTransactions(transactions))
                .duplicateCommandHandlerResolver(duplicates)
                .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    /** What a command's metadata says about its cause is said by its events too. */
    @Bean
    CorrelationDataProvider causeOfEvents() {
        return new SimpleCorrelationDataProvider(
                EventMetadata.ACTOR_ACCOUNT_ID,
                EventMetadata.ACTOR_KEY_ID,
                EventMetadata.ACTOR_SESSION_ID,
                EventMetadata.IP,
                EventMetadata.USER_AGENT,
                EventMetadata.CORRELATION_ID,
                EventMetadata.IDEMPOTENCY_KEY,
                EventMetadata.BULK_ACT_ID);
    }

    @Bean
    ConfigurerModule credentialLookUpRunsInTheCommandsTransaction() {
        return configurer ->
                configurer.eventProcessing(processing -> processing.registerSubscribingEventProcessor(LookUps.GROUP));
    }
}
