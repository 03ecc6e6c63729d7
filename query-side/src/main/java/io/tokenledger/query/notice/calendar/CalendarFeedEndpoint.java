package io.tokenledger.query.notice.calendar;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.idempotency.IdempotentRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The calendar feed of an account. Calendar programs send no credentials, so its URL contains a secret. This secret
 * shows names and deadlines of keys and grants nothing else. Only its digest is stored.
 */
@RestController
class CalendarFeedEndpoint {
    private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(7);

    private final CalendarFeedService feeds;
    private final CalendarFeedRepository repository;
    private final PublicUrl publicUrl;
    private final ProjectionLag lag;
    private final Bulkhead reads;
    private final Clock clock;

    CalendarFeedEndpoint(
            CalendarFeedService feeds,
            CalendarFeedRepository repository,
            PublicUrl publicUrl,
            ProjectionLag lag,
            BulkheadFactory bulkheads,
            Clock clock) {
        this.feeds = feeds;
        this.repository = repository;
        this.publicUrl = publicUrl;
        this.lag = lag;
        this.reads = bulkheads.named("calendar-feeds", QueryLimits.FEED_READS);
        this.clock = clock;
    }

    /**
     * The state of a feed.
     *
     * @param resetAt when the secret was issued; null if the account has no feed
     */
    @Schema(name = "CalendarFeed")
    record CalendarFeedState(@Nullable Instant resetAt) {}

    /**
     * The address of a feed with a new secret.
     *
     * @param url address for a calendar program, shown only in this answer
     */
    @Schema(name = "CalendarFeedAddress")
    record CalendarFeedAddress(String url) {
        @Override
        public String toString() {
            return "CalendarFeedAddress";
        }
    }

    @GetMapping("/ledger/notices/calendar")
    @Requires(Action.SELF)
    ResponseEntity<CalendarFeedState> state(Caller caller) {
        return FreshnessHeaders.ok(lag.of(ProjectionName.NOTICES))
                .body(new CalendarFeedState(
                        repository.resetAt(caller.accountId()).orElse(null)));
    }

    @PostMapping("/ledger/notices/calendar")
    @Requires(Action.SELF)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CalendarFeedAddress.class)))
    ResponseEntity<Object> reset(IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.executeShowingSecret(
                "",
                "Reset the feed again to get a new address.",
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(new CalendarFeedAddress(publicUrl.of(
                                "/calendar/" + feeds.reset(caller, origin).reveal() + ".ics"))));
    }

    @DeleteMapping("/ledger/notices/calendar")
    @Requires(Action.SELF)
    @ApiResponse(responseCode = "204", content = @Content)
    ResponseEntity<Object> remove(IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.execute(null, () -> {
            feeds.remove(caller, origin);
            return ResponseEntity.noContent().build();
        });
    }

    @GetMapping(path = "/calendar/{secret}.ics", produces = "text/calendar")
    @SecurityRequirements
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(type = "string")))
    ResponseEntity<String> feed(@PathVariable String secret, RequestOrigin origin) {
        try (Bulkhead.Permit permit = reads.tryAcquire(ClientNetwork.of(origin.ip()), QueryLimits.MAX_FEED_READ_WAIT)) {
            if (permit == null) {
                throw ProblemCode.TOO_MANY_REQUESTS.retryAfter(1, "Too many calendars are being read.");
            }
            return read(secret);
        }
    }

    private ResponseEntity<String> read(String secret) {
        UUID account = feeds.accountOf(secret)
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because(
                        "There is no such calendar. Its owner can get a new address in the account settings."));
        List<CalendarDeadline> deadlines =
                repository.deadlines(account, clock.instant().minus(SHOWN_AFTERWARDS));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header("Referrer-Policy", "no-referrer")
                .body(CalendarFile.of(deadlines, publicUrl));
    }
}
