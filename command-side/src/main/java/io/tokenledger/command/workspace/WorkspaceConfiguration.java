package io.tokenledger.command.workspace;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon configuration of the aggregate. */
@Configuration(proxyBeanMethods = false)
class WorkspaceConfiguration {
    /** Each assignment is an event of the workspace. */
    private static final int EVENTS_BEFORE_SNAPSHOT = 100;

    @Bean
    SnapshotTriggerDefinition workspaceSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BEFORE_SNAPSHOT);
    }
}
