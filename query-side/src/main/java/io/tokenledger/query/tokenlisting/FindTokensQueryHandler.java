package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.query.FindTokens;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.DroppedUses;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Finds the keys of a bulk operation for the command side. */
@Component
@SharedQueryHandler
class FindTokensQueryHandler {
    private final TokenListingRepository listing;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;
    private final DroppedUses dropped;

    FindTokensQueryHandler(
            TokenListingRepository listing, AsOfResolver asOfResolver, ProjectionBarrier barrier, DroppedUses dropped) {
        this.listing = listing;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
        this.dropped = dropped;
    }

    @QueryHandler
    FoundTokens handle(FindTokens query) {
        FilterValues filters = FilterValues.ofCommand(TokenFilter.class, query.filter());
        barrier.require(query.position(), TokenListingSources.ofThePresent(filters, query.caller()));
        TokenConditions where = TokenConditions.of(filters, query.caller(), asOfResolver.now());
        where.restrictTo(Action.TOKEN_DEACTIVATE);
        if (query.among() != null) {
            where.and("t.token_id = ANY (?)", (Object) query.among().toArray(UUID[]::new));
        }
        long total = listing.count(where);
        List<FoundTokens.Found> found = listing.search(where, query.most());
        // Read after the keys, so that uses that were dropped meanwhile are reported.
        return new FoundTokens(total, found, filters.has(TokenFilter.USED_FROM) ? dropped.beforeNow() : null);
    }
}
