package io.tokenledger.door;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.access.credential.ApiKeyFormat;
import io.tokenledger.door.signing.ServerId;
import io.tokenledger.eventstore.Migrations;
import io.tokenledger.eventstore.Patience;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the door together, in every process that has one. */
@AutoConfiguration
@ComponentScan(
        basePackages = {"io.tokenledger.door.check", "io.tokenledger.door.health", "io.tokenledger.door.signing"})
@Import(LocalDoorConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class DoorConfiguration {
    private static final Duration LONGEST_REQUEST = Duration.ofMillis(8_500);
    /** A process that is cut off keeps its locks for three seconds, and its door may decide for six: both since the cut. */
    private static final Duration LONGEST_COMMAND = Duration.ofMillis(8_200);

    @Bean
    Migrations lookUpTables() {
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

    /** As Axon would make it, but for what {@link LocalCommands} says. */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            DuplicateCommandHandlerResolver duplicates,
            MeterRegistry meters,
            @Value("${ledger.commands-at-once}") int atOnce) {
        LocalCommands bus = new LocalCommands(
                SimpleCommandBus.builder()
                        .transactionManager(new CommandTransactions(transactions, atOnce))
                        .duplicateCommandHandlerResolver(duplicates)
                        .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                        .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")),
                meters);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return new PatientCommands(DefaultCommandGateway.builder().commandBus(bus), LONGEST_COMMAND);
    }

    /** Nobody waits longer than this for other processes, nor than {@link Patience#LONGEST_SILENCE} for a silent store. */
    @Bean
    FilterRegistrationBean<Filter> patience() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            Patience.limit(LONGEST_REQUEST);
            try {
                chain.doFilter(request, response);
            } finally {
                Patience.forget();
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
