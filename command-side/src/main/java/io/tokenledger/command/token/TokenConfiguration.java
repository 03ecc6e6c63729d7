package io.tokenledger.command.token;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon configuration of the aggregate. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
    /** A key that is rotated every hour would otherwise load 8,760 events after a year. */
    private static final int EVENTS_BEFORE_SNAPSHOT = 50;

    @Bean
    SnapshotTriggerDefinition tokenSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BEFORE_SNAPSHOT);
    }
}
