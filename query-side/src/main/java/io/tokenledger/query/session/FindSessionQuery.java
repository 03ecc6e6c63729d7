package io.tokenledger.query.session;

import io.tokenledger.access.session.FindSession;
import io.tokenledger.access.session.FoundSession;
import io.tokenledger.query.freshness.ListingPositions;
import io.tokenledger.query.projection.Answers;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the command side's question about a session that is to end. */
@Component
@Answers
class FindSessionQuery {
    private final SessionListing listing;
    private final ListingPositions positions;
    private final Clock clock;

    FindSessionQuery(SessionListing listing, ListingPositions positions, Clock clock) {
        this.listing = listing;
        this.positions = positions;
        this.clock = clock;
    }

    @QueryHandler
    CompletableFuture<FoundSession.Answer> handle(FindSession question) {
        return positions
                .shown(SessionProjection.NAME, question.position(), question.patience())
                .thenApply(listed -> new FoundSession.Answer(
                        listing.find(question.accountId(), question.jti(), clock.instant())
                                .orElse(null),
                        listed));
    }
}
