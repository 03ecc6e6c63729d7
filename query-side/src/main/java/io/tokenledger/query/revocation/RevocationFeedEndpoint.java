package io.tokenledger.query.revocation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.Limit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /oauth2/revocations}: the feed for workspaces that check API tokens by signature alone. They reject the
 * API tokens of an ended key within seconds instead of an hour. A long poll: without new items the answer waits.
 */
@RestController
class RevocationFeedEndpoint {
    private final JdbcClient jdbc;
    private final RevocationWatch watch;
    private final ProjectionLag freshness;

    RevocationFeedEndpoint(JdbcClient jdbc, RevocationWatch watch, ProjectionLag freshness) {
        this.jdbc = jdbc;
        this.watch = watch;
        this.freshness = freshness;
    }

    /** Items in order. {@code next} is the value of {@code after} for the next request, also if there are no items. */
    record Feed(List<Revocation> items, String next) {}

    /**
     * The items after a position.
     *
     * @param after {@code next} of the previous answer; without it the feed starts at the first item
     * @param wait seconds to wait for an item if there is none yet, 0 to 30
     */
    @GetMapping("/oauth2/revocations")
    @Requires(Action.CREDENTIAL_INTROSPECT)
    CompletableFuture<ResponseEntity<Feed>> feed(
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "25") int wait) {
        long position = after == null ? 0 : after;
        int size = Limit.of(limit);
        if (wait < 0 || wait > QueryLimits.MAX_FEED_WAIT.toSeconds() || position < 0) {
            throw ProblemCode.BAD_REQUEST.because(
                    "'wait' must be between 0 and 30 seconds, and 'after' must not be negative.");
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
        List<Revocation> items = jdbc.sql("""
                        SELECT * FROM revocation_v1 WHERE position > ? ORDER BY position LIMIT ?""")
                .params(after, limit)
                .query(RevocationFeedEndpoint::item)
                .list();
        return new Feed(
                items, Long.toString(items.isEmpty() ? after : items.getLast().position()));
    }

    private static Revocation item(ResultSet row, int number) throws SQLException {
        String jti = row.getString("jti");
        Integer sessionGeneration = row.getObject("min_session_generation", Integer.class);
        UUID accountId = row.getObject("account_id", UUID.class);
        return new Revocation(
                row.getLong("position"),
                row.getObject("api_key_id", UUID.class),
                jti == null && sessionGeneration == null ? accountId : null,
                row.getInt("min_generation"),
                jti,
                Sql.instant(row, "expires_at"),
                sessionGeneration == null ? null : accountId,
                sessionGeneration,
                row.getTimestamp("recorded_at").toInstant());
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
