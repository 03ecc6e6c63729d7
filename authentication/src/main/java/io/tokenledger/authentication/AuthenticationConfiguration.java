package io.tokenledger.authentication;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.authentication.commandbus.CommandTransactions;
import io.tokenledger.authentication.commandbus.DeadlineCommandGateway;
import io.tokenledger.authentication.commandbus.RetryingCommandBus;
import io.tokenledger.authentication.signing.ServerId;
import io.tokenledger.authentication.verify.RemoteCredentialVerifier;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.jdbc.SchemaMigrations;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
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
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Configures authentication: signing, introspection, health and the command bus in every process. Local verification is
 * added where {@link LocalVerificationConfiguration} applies.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = {
            "io.tokenledger.authentication.introspection",
            "io.tokenledger.authentication.health",
            "io.tokenledger.authentication.signing"
        })
@Import(LocalVerificationConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class AuthenticationConfiguration {
    @Bean
    SchemaMigrations lookUpTables() {
        return new SchemaMigrations("command_side");
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    ApiKeyFormat apiKeyFormat(AuthenticationProperties settings) {
        return new ApiKeyFormat(settings.apiKeyPrefix());
    }

    @Bean
    @DependsOnDatabaseInitialization
    ServerId serverId(JdbcClient jdbc) {
        return new ServerId(
                jdbc.sql("SELECT id FROM command_side.server").query(UUID.class).single());
    }

    /**
     * Axon's default local command bus, with the changes of {@link RetryingCommandBus} and {@link CommandTransactions}.
     */
    @Bean
    @Qualifier("localSegment")
    CommandBus commandBus(
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            DuplicateCommandHandlerResolver duplicates,
            MeterRegistry meters,
            BulkheadFactory bulkheads,
            AuthenticationProperties settings) {
        RetryingCommandBus bus = new RetryingCommandBus(
                SimpleCommandBus.builder()
                        .transactionManager(new CommandTransactions(transactions, bulkheads, settings.commandsAtOnce()))
                        .duplicateCommandHandlerResolver(duplicates)
                        .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                        .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"))
                        .build(),
                meters);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return new DeadlineCommandGateway(
                DefaultCommandGateway.builder().commandBus(bus).build(), AuthenticationLimits.COMMAND_TIMEOUT);
    }

    /** Takes precedence over the local verifier: with Axon Server, one command side verifies each key. */
    @Bean
    @Primary
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    CredentialVerifier remoteCredentialVerifier(CommandGateway commands) {
        return new RemoteCredentialVerifier(commands);
    }

    /**
     * Limits how long a request waits for other processes (8.5 s), and for a store that does not respond
     * ({@link StoreLimits#MAX_RESPONSE_WAIT}).
     */
    @Bean
    FilterRegistrationBean<Filter> requestDeadlineFilter() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            RequestDeadline.limit(AuthenticationLimits.REQUEST_TIMEOUT);
            try {
                chain.doFilter(request, response);
            } finally {
                RequestDeadline.clear();
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
