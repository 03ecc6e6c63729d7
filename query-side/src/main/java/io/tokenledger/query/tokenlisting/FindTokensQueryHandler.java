package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.query.FindTokens;
import io.tokenledger.api.query.FoundTokens;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.projection.SharedQueryHandler;
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

    FindTokensQueryHandler(TokenListingRepository listing, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.listing = listing;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
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
        return new FoundTokens(listing.count(where), listing.search(where, query.most()));
    }
}
