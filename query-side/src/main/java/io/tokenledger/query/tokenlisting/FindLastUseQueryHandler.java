package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.query.FindLastUse;
import io.tokenledger.api.query.LastUse;
import io.tokenledger.query.freshness.ProjectionAwaiter;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the command side's query about a key that it has just changed. */
@Component
@SharedQueryHandler
class FindLastUseQueryHandler {
    private final TokenListingRepository listing;
    private final ProjectionAwaiter positions;

    FindLastUseQueryHandler(TokenListingRepository listing, ProjectionAwaiter positions) {
        this.listing = listing;
        this.positions = positions;
    }

    @QueryHandler
    CompletableFuture<LastUse> handle(FindLastUse query) {
        return positions
                .reached(TokenListingProjection.NAME, query.position(), query.timeout())
                // Not on the thread that completes the wait: a projection, or the timer of all waits.
                .thenApplyAsync(
                        listed -> listing.lastUse(query.tokenId(), listed).orElseGet(LastUse::unknown),
                        Thread::startVirtualThread);
    }
}
