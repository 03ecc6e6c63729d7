package io.tokenledger.eventstore.processing;

import io.tokenledger.eventstore.DeploymentMode;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the event processors of this process: their tokens, their shared reader and their failures. */
@Configuration(proxyBeanMethods = false)
public class EventProcessorConfiguration {
    /**
     * The name under which this process claims event processors; no other process has it. Axon's default, process number
     * and host name, can be the same in two containers of one host. An embedded process keeps one name, so that it
     * resumes its own claims after a restart.
     */
    record Owner(String name) {}

    @Bean
    Owner claimOwner(DeploymentMode store) {
        return new Owner(
                store == DeploymentMode.EMBEDDED ? "alone" : UUID.randomUUID().toString());
    }

    @Bean
    TokenSchema tokenSchema() {
        return TokenSchema.builder()
                .setTokenTable("events.tracking_token")
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("updated_at")
                .build();
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, TokenSchema schema, Owner owner) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(schema)
                .nodeId(owner.name())
                .build();
    }

    @Bean
    ProcessorTokens processorTokens(
            TokenStore store, Owner owner, Serializer serializer, TransactionManager transactions, JdbcClient jdbc) {
        return new ProcessorTokens(store, owner.name(), serializer, transactions, jdbc);
    }

    @Bean
    EventTransaction eventTransaction(
            ProcessorTokens tokens, TransactionManager transactions, ObjectProvider<ProgressListener> listeners) {
        return new EventTransaction(
                tokens,
                transactions,
                (processors, position) -> listeners.forEach(listener -> listener.reached(processors, position)));
    }

    @Bean
    SharedReader sharedReader(EventStore events, ProcessorTokens tokens, EventTransaction transaction) {
        return new SharedReader(events, tokens, transaction);
    }

    /** Builds all processors that no other module registers. */
    @Bean
    ConfigurerModule ledgerEventProcessors(
            ProcessorTokens tokens, EventTransaction transaction, ObjectProvider<SharedReader> reader) {
        return configurer -> configurer.eventProcessing(processing ->
                processing.registerEventProcessorFactory((name, axon, handlers) -> new LedgerEventProcessor(
                        name, handlers, axon.eventStore(), tokens, transaction, reader.getObject())));
    }

    /** Axon's default logs a failed event and continues. Here the processor stops at the event and retries it. */
    @Bean
    ConfigurerModule propagatingErrorHandlers() {
        return configurer ->
                configurer.eventProcessing(processing -> processing.registerDefaultListenerInvocationErrorHandler(
                        configuration -> PropagatingErrorHandler.instance()));
    }
}
