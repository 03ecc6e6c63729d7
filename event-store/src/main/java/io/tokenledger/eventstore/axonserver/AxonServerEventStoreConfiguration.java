package io.tokenledger.eventstore.axonserver;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.personaldata.MetadataCodec;
import io.tokenledger.eventstore.postgres.RecentAppendRepository;
import io.tokenledger.eventstore.serialization.SnapshotSerializer;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures event storage in Axon Server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
public class AxonServerEventStoreConfiguration {
    @Bean
    EventPositions eventPositions(EventStore events) {
        return new AxonServerEventPositions(events);
    }

    @Bean
    EventStore eventStore(
            AxonServerConfiguration settings,
            AxonServerConnectionManager connections,
            SnapshotSerializer snapshotSerializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            org.axonframework.config.Configuration axon,
            RecentAppendRepository appends,
            JdbcClient jdbc,
            MetadataCodec metadata) {
        return new AxonServerLedgerEventStore(
                AxonServerEventStore.builder()
                        .configuration(settings)
                        .platformConnectionManager(connections)
                        .snapshotSerializer(snapshotSerializer)
                        .eventSerializer(eventSerializer)
                        .snapshotFilter(axon.snapshotFilter())
                        .upcasterChain(axon.upcasterChain())
                        .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                        .spanFactory(axon.getComponent(EventBusSpanFactory.class)),
                appends,
                jdbc,
                metadata);
    }

    @Bean
    RecentAppendRepository recentAppends(JdbcClient jdbc) {
        return new RecentAppendRepository(jdbc);
    }

    @Bean
    LostEventDetector lostEvents(
            EventStore events,
            EventPositions positions,
            RecentAppendRepository appends,
            Serializer serializer,
            JdbcClient jdbc) {
        return new LostEventDetector(events, positions, appends, serializer, jdbc);
    }

    @Bean
    CheckpointGuard checkpointGuard(LostEventDetector lost) {
        return new CheckpointGuard(lost);
    }
}
