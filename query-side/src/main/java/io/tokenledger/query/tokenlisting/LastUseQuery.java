package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.FindLastUse;
import io.tokenledger.access.apikey.LastUse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the command side's question about a key that it has just changed. */
@Component
class LastUseQuery {
    private final TokenListing listing;
    private final ListingWatch watch;

    LastUseQuery(TokenListing listing, ListingWatch watch) {
        this.listing = listing;
        this.watch = watch;
    }

    @QueryHandler
    CompletableFuture<LastUse> handle(FindLastUse question) {
        CompletableFuture<Boolean> shown = watch.watch(question.tokenId(), question.version(), question.patience());
        Optional<ListedToken> now = listing.find(question.tokenId());
        if (now.isPresent() && now.get().version() >= question.version()) {
            shown.complete(true);
            return CompletableFuture.completedFuture(lastUse(now, true));
        }
        return shown.thenApply(listed -> lastUse(listing.find(question.tokenId()), listed));
    }

    private static LastUse lastUse(Optional<ListedToken> token, boolean listed) {
        return token.map(known -> new LastUse(known.lastUsedAt(), known.lastUsedIp(), listed))
                .orElseGet(LastUse::unknown);
    }
}
