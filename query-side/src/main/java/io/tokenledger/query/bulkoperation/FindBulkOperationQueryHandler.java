package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.FindBulkOperation;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.List;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the command side's query for the keys of an earlier bulk operation. */
@Component
@SharedQueryHandler
class FindBulkOperationQueryHandler {
    /**
     * The audit trail contains the operation and its keys; the listings contain their current state and their owners.
     */
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final BulkOperationRepository operations;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    FindBulkOperationQueryHandler(
            BulkOperationRepository operations, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.operations = operations;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    /**
     * The keys that the operation changed, or those that are unchanged since it deactivated them. A key that was activated, deactivated or
     * rotated later is excluded; the aggregate of each key checks this again. The caller must have begun the operation,
     * or have {@code TOKEN_DEACTIVATE} on the instance.
     */
    @QueryHandler
    FoundTokens handle(FindBulkOperation query) {
        barrier.require(query.position(), SOURCES);
        if (operations
                .find(query.actId(), query.caller(), Action.TOKEN_DEACTIVATE)
                .isEmpty()) {
            throw ProblemCode.NOT_FOUND.because("There is no such deactivation, or another account began it.");
        }
        AsOf now = asOfResolver.now();
        List<FoundTokens.Found> tokens = switch (query.keys()) {
            case UNCHANGED -> operations.unchangedKeys(query.actId(), query.caller(), now);
            case CHANGED -> operations.changedKeys(query.actId(), query.caller(), now);
        };
        return new FoundTokens(tokens.size(), tokens, null);
    }
}
