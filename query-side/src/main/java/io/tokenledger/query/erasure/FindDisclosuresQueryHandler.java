package io.tokenledger.query.erasure;

import io.tokenledger.api.query.Disclosures;
import io.tokenledger.api.query.FindDisclosures;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Waits until the read models show an erasure, then finds the copies that it cannot reach. */
@Component
@SharedQueryHandler
class FindDisclosuresQueryHandler {
    /** The read models that contain personal texts. */
    private static final Set<ProjectionName> ERASED = Set.of(
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.NOTICES,
            ProjectionName.SESSIONS,
            ProjectionName.SIGNALS,
            ProjectionName.TOKEN_LISTING);

    private final DisclosureRepository repository;
    private final ProjectionBarrier barrier;

    FindDisclosuresQueryHandler(DisclosureRepository repository, ProjectionBarrier barrier) {
        this.repository = repository;
        this.barrier = barrier;
    }

    @QueryHandler
    Disclosures handle(FindDisclosures query) {
        barrier.require(query.position(), ERASED, QueryLimits.MAX_ERASURE_WAIT);
        return repository.find(query.accountId());
    }
}
