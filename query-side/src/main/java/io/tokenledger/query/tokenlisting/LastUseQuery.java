package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.FindLastUse;
import io.tokenledger.access.apikey.LastUse;
import io.tokenledger.query.freshness.ListingPositions;
import io.tokenledger.query.projection.Answers;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the command side's question about a key that it has just changed. */
@Component
@Answers
class LastUseQuery {
    private final TokenListing listing;
    private final ListingPositions positions;

    LastUseQuery(TokenListing listing, ListingPositions positions) {
        this.listing = listing;
        this.positions = positions;
    }

    @QueryHandler
    CompletableFuture<LastUse> handle(FindLastUse question) {
        return positions
                .shown(TokenListingProjection.NAME, question.position(), question.patience())
                .thenApply(listed -> listing.find(question.tokenId())
                        .map(known -> new LastUse(known.lastUsedAt(), known.lastUsedIp(), listed))
                        .orElseGet(LastUse::unknown));
    }
}
