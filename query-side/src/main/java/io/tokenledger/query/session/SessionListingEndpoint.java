package io.tokenledger.query.session;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionAwaiter;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the sessions of the caller. */
@RestController
class SessionListingEndpoint {
    private final SessionListingRepository listing;
    private final ProjectionAwaiter positions;
    private final EventPositions events;
    private final ProjectionLag freshness;
    private final Clock clock;

    SessionListingEndpoint(
            SessionListingRepository listing,
            ProjectionAwaiter positions,
            EventPositions events,
            ProjectionLag freshness,
            Clock clock) {
        this.listing = listing;
        this.positions = positions;
        this.events = events;
        this.freshness = freshness;
        this.clock = clock;
    }

    /**
     * Lists active sessions, newest first. Waits until the listing contains the events before the request, but at most
     * two seconds.
     */
    @GetMapping("/users/me/sessions")
    @Requires(Action.SELF)
    CompletableFuture<ResponseEntity<Page<SessionResource>>> listSessions(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Caller caller) {
        PageRequest requested = PageRequest.of(page, size);
        return positions
                .reached(SessionProjection.NAME, events.head(), QueryLimits.MAX_SESSION_LISTING_WAIT)
                .thenApplyAsync(listed -> answer(requested, caller), Thread::startVirtualThread);
    }

    private ResponseEntity<Page<SessionResource>> answer(PageRequest requested, Caller caller) {
        Instant now = clock.instant();
        return FreshnessHeaders.ok(freshness.of(ProjectionName.SESSIONS))
                .body(Page.of(
                        requested,
                        listing.countLiving(caller.accountId(), now),
                        listing.living(caller, now, requested)));
    }
}
