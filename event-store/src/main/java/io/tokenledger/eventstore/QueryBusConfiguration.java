package io.tokenledger.eventstore;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.TargetContextResolver;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.axonserver.connector.query.QueryPriorityCalculator;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.queryhandling.LoggingQueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryInvocationErrorHandler;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures query buses as Axon does, but without transactions. Query handlers wait until projections have caught up. In a
 * transaction, each would keep a connection of the pool during the wait, and the projections need connections, too.
 */
@Configuration(proxyBeanMethods = false)
class QueryBusConfiguration {
    @Bean
    @ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
    QueryBus queryBus(org.axonframework.config.Configuration axon) {
        return SimpleQueryBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .errorHandler(axon.getComponent(
                        QueryInvocationErrorHandler.class,
                        () -> LoggingQueryInvocationErrorHandler.builder().build()))
                .queryUpdateEmitter(axon.getComponent(QueryUpdateEmitter.class))
                .spanFactory(axon.getComponent(QueryBusSpanFactory.class))
                .messageMonitor(axon.messageMonitor(QueryBus.class, "queryBus"))
                .build();
    }

    @Bean
    @ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
    AxonServerQueryBus axonServerQueryBus(
            AxonServerConnectionManager connections,
            AxonServerConfiguration settings,
            org.axonframework.config.Configuration axon,
            @Qualifier("messageSerializer") Serializer messageSerializer,
            Serializer serializer,
            QueryPriorityCalculator priorities,
            QueryInvocationErrorHandler errors,
            TargetContextResolver<? super QueryMessage<?, ?>> contexts) {
        return new AxonServerBusAutoConfiguration()
                .queryBus(
                        connections,
                        settings,
                        axon,
                        NoTransactionManager.instance(),
                        messageSerializer,
                        serializer,
                        priorities,
                        errors,
                        contexts);
    }
}
