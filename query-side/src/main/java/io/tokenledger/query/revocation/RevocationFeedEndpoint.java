package io.tokenledger.query.revocation;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /oauth2/revocations}: the feed for workspaces that check API tokens by signature alone. They reject the
 * API tokens of an ended key within seconds instead of an hour. A long poll: without new items the answer waits.
 */
@RestController
class RevocationFeedEndpoint {
    private final RevocationRepository revocations;
    private final RevocationWatch watch;
    private final ProjectionLag freshness;

    RevocationFeedEndpoint(RevocationRepository revocations, RevocationWatch watch, ProjectionLag freshness) {
        this.revocations = revocations;
        this.watch = watch;
        this.freshness = freshness;
    }

    /** Items in order. {@code next} is the value of {@code after} for the next request, also if there are no items. */
    @Schema(name = "RevocationFeed")
    record Feed(List<Revocation> items, String next) {}

    @GetMapping("/oauth2/revocations")
    @Requires(Action.CREDENTIAL_INTROSPECT)
    CompletableFuture<ResponseEntity<Feed>> feed(
            @Parameter(description = "next of the previous answer; without it the feed starts at the first item")
                    @RequestParam(required = false)
                    @Nullable
                    Long after,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = "seconds to wait for an item if there is none yet, 0 to 30")
                    @RequestParam(defaultValue = "25")
                    int wait) {
        long position = after == null ? 0 : after;
        int size = Limit.of(limit);
        if (wait < 0 || wait > QueryLimits.MAX_FEED_WAIT.toSeconds()) {
            throw ProblemCode.BAD_REQUEST.because(
                    "'wait' must be from 0 to %d seconds.", QueryLimits.MAX_FEED_WAIT.toSeconds());
        }
        if (position < 0) {
            throw ProblemCode.BAD_REQUEST.because("'after' must not be negative.");
        }
        return await(
                position, size, System.nanoTime() + Duration.ofSeconds(wait).toNanos());
    }

    private CompletableFuture<ResponseEntity<Feed>> await(long position, int size, long endNanos) {
        CompletableFuture<Boolean> next = watch.next(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())));
        ResponseEntity<Feed> now = answer(position, size);
        if (hasItems(now)) {
            next.complete(true);
            return CompletableFuture.completedFuture(now);
        }
        // Not on the thread of the projection, which completes the future. It may also complete for an item that was
        // read already.
        return next.thenComposeAsync(
                woken -> woken
                        ? await(position, size, endNanos)
                        : CompletableFuture.completedFuture(answer(position, size)),
                Thread::startVirtualThread);
    }

    private Feed read(long after, int limit) {
        List<Revocation> items = revocations.after(after, limit);
        return new Feed(
                items, Long.toString(items.isEmpty() ? after : items.getLast().position()));
    }

    private ResponseEntity<Feed> answer(long after, int limit) {
        Freshness fresh = freshness.of(ProjectionName.REVOCATIONS);
        return FreshnessHeaders.ok(fresh).cacheControl(CacheControl.noStore()).body(read(after, limit));
    }

    private static boolean hasItems(ResponseEntity<Feed> answer) {
        Feed feed = answer.getBody();
        return feed != null && !feed.items().isEmpty();
    }
}
