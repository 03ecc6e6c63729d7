package io.tokenledger.door.credential;

import io.tokenledger.eventstore.ConditionalOnStore;
import io.tokenledger.eventstore.Store;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells operators that this process does not see what others change, and therefore lets nobody in. */
@Component
@ConditionalOnStore({Store.POSTGRES, Store.AXONSERVER})
class DoorHealth implements HealthIndicator {
    private final ForeignChanges changes;

    DoorHealth(ForeignChanges changes) {
        this.changes = changes;
    }

    @Override
    public Health health() {
        return changes.problem()
                .map(problem -> Health.down().withDetail("problem", problem).build())
                .orElseGet(() -> Health.up().build());
    }
}
