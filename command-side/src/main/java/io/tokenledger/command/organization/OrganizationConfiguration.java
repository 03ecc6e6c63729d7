package io.tokenledger.command.organization;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the aggregate needs of Axon. */
@Configuration
class OrganizationConfiguration {
    /** Each change of a member is an event of the organization, so its stream grows with its staff. */
    private static final int EVENTS_BEFORE_SNAPSHOT = 100;

    @Bean
    SnapshotTriggerDefinition organizationSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BEFORE_SNAPSHOT);
    }
}
