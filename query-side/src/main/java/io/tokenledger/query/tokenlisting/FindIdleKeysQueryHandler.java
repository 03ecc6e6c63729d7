package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.FindIdleKeys;
import io.tokenledger.api.query.IdleKeys;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Finds unused keys for the command side. */
@Component
@SharedQueryHandler
class FindIdleKeysQueryHandler {
    /** All must be current: a listing that is behind may miss a use, and a key in use must not count as idle. */
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.HISTORY,
            ProjectionName.AUDIT_TRAIL);

    private final PolicyImpactRepository policies;
    private final ProjectionBarrier barrier;

    FindIdleKeysQueryHandler(PolicyImpactRepository policies, ProjectionBarrier barrier) {
        this.policies = policies;
        this.barrier = barrier;
    }

    @QueryHandler
    IdleKeys handle(FindIdleKeys query) {
        barrier.requireCurrent(SOURCES);
        return new IdleKeys(policies.idleSince(query.since(), query.organizationId(), QueryLimits.MAX_IDLE_KEYS));
    }
}
