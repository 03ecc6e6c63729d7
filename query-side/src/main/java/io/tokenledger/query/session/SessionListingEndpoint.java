package io.tokenledger.query.session;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.web.Page;
import io.tokenledger.access.web.PageRequest;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ListingPositions;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.freshness.ReadAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of the caller. */
@RestController
class SessionListingEndpoint {
    /** A browser asks right after it has signed in, and nothing made that wait for this listing. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final SessionListing listing;
    private final ListingPositions positions;
    private final EventPositions events;
    private final FreshnessGauge freshness;
    private final Clock clock;

    SessionListingEndpoint(
            SessionListing listing,
            ListingPositions positions,
            EventPositions events,
            FreshnessGauge freshness,
            Clock clock) {
        this.listing = listing;
        this.positions = positions;
        this.events = events;
        this.freshness = freshness;
        this.clock = clock;
    }

    /** Those that are alive, the newest first; with everything that happened before the request. */
    @GetMapping("/users/me/sessions")
    @Requires(Action.SELF)
    CompletableFuture<ResponseEntity<Page<SessionResource>>> listSessions(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Caller caller) {
        PageRequest asked = PageRequest.of(page, size);
        return positions
                .shown(SessionProjection.NAME, events.head(), LONGEST_WAIT)
                .thenApplyAsync(listed -> answer(asked, caller), Thread::startVirtualThread);
    }

    private ResponseEntity<Page<SessionResource>> answer(PageRequest asked, Caller caller) {
        Instant now = clock.instant();
        return ReadAnswers.ok(freshness.of(ProjectionName.SESSIONS))
                .body(Page.of(asked, listing.countLiving(caller.accountId(), now), listing.living(caller, now, asked)));
    }
}
