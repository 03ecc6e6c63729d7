package io.tokenledger.query.session;

import io.tokenledger.api.query.FindSession;
import io.tokenledger.api.query.FoundSession;
import io.tokenledger.query.freshness.ProjectionAwaiter;
import io.tokenledger.query.projection.SharedQueryHandler;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Tells the command side whether an account has a session. */
@Component
@SharedQueryHandler
class FindSessionQueryHandler {
    private final SessionListingRepository listing;
    private final ProjectionAwaiter positions;
    private final Clock clock;

    FindSessionQueryHandler(SessionListingRepository listing, ProjectionAwaiter positions, Clock clock) {
        this.listing = listing;
        this.positions = positions;
        this.clock = clock;
    }

    @QueryHandler
    CompletableFuture<FoundSession.Answer> handle(FindSession query) {
        return positions
                .reached(SessionProjection.NAME, query.position(), query.timeout())
                // Not on the thread that completes the wait: a projection, or the timer of all waits.
                .thenApplyAsync(
                        listed -> new FoundSession.Answer(
                                listing.find(query.accountId(), query.jti(), clock.instant())
                                        .orElse(null),
                                listed),
                        Thread::startVirtualThread);
    }
}
