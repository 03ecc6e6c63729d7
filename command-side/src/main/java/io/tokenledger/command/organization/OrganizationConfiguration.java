package io.tokenledger.command.organization;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon configuration of the aggregate. */
@Configuration(proxyBeanMethods = false)
class OrganizationConfiguration {
    /** Each change of a member is an event of the organization, so large organizations have long streams. */
    private static final int EVENTS_BEFORE_SNAPSHOT = 100;

    @Bean
    SnapshotTriggerDefinition organizationSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BEFORE_SNAPSHOT);
    }
}
