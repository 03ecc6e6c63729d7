package io.tokenledger.query.posture;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleHistory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /ledger/posture}: counts the caller's visible keys that a security review would question. */
@RestController
class PostureEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.SIGNALS);

    private static final Duration REVIEW_PERIOD = Duration.ofDays(90);
    private static final Duration WEEK = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    PostureEndpoint(JdbcClient jdbc, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    /**
     * One number of the review.
     *
     * @param link path of the list that contains what was counted
     */
    record Finding(String name, long count, String link) {}

    /**
     * The posture at an instant.
     *
     * @param living number of keys that are usable now: active, not expired, not deleted
     */
    record Posture(Instant at, long living, List<Finding> findings, Freshness freshness) {}

    private record Counts(
            long living,
            long noExpiry,
            long notRotated,
            long unused,
            long neverUsed,
            long ofInactive,
            long manyNetworks) {}

    @GetMapping("/ledger/posture")
    @ExpensiveRead
    @Requires(Action.SELF) // the query counts only what the caller may see
    ResponseEntity<Posture> posture(Caller caller) {
        Freshness fresh = barrier.requireCurrent(SOURCES);
        AsOf now = asOfResolver.now();
        Instant longAgo = now.at().minus(REVIEW_PERIOD);
        Counts counts = counts(caller, now, longAgo);
        long lately = refused(caller, now.at().minus(WEEK), now.at());
        long before =
                refused(caller, now.at().minus(WEEK.multipliedBy(2)), now.at().minus(WEEK));
        String active = "/ledger/tokens?state=active&";
        return FreshnessHeaders.ok(fresh)
                .body(new Posture(
                        now.at(),
                        counts.living(),
                        List.of(
                                new Finding("no_expiry", counts.noExpiry(), active + "no_expiry=true"),
                                new Finding(
                                        "not_rotated_for_90_days",
                                        counts.notRotated(),
                                        active + "rotated_before=" + longAgo),
                                new Finding("unused_for_90_days", counts.unused(), active + "unused_since=" + longAgo),
                                new Finding("never_used", counts.neverUsed(), active + "never_used=true"),
                                new Finding(
                                        "of_deactivated_accounts", counts.ofInactive(), active + "owner_active=false"),
                                new Finding(
                                        "used_from_many_networks",
                                        counts.manyNetworks(),
                                        active + "many_networks=true"),
                                new Finding(
                                        "refused_uses_rising",
                                        Math.max(0, lately - before),
                                        "/ledger/audit?action=token.use_refused&from="
                                                + now.at().minus(WEEK))),
                        fresh));
    }

    private Counts counts(Caller caller, AsOf now, Instant longAgo) {
        SqlConditions living = new SqlConditions();
        VisibleAccounts.restrict(living, "t.owner_id", caller, now);
        living.and(
                "t.active AND NOT t.deleted AND (t.expires_at IS NULL OR t.expires_at > ?)", Timestamp.from(now.at()));
        return jdbc.sql("""
                        SELECT count(*) AS living,
                               count(*) FILTER (WHERE t.expires_at IS NULL) AS no_expiry,
                               count(*) FILTER (WHERE coalesce(t.rotated_at, t.created_at) < '%1$s') AS not_rotated,
                               count(*) FILTER (WHERE greatest(t.created_at, coalesce(t.last_used_at, '-infinity')) < '%1$s')
                                   AS unused,
                               count(*) FILTER (WHERE t.last_used_at IS NULL) AS never_used,
                               count(*) FILTER (WHERE NOT a.active OR a.deleted) AS of_inactive,
                               count(*) FILTER (WHERE n.token_id IS NOT NULL) AS many_networks
                        FROM %4$s t
                        LEFT JOIN account_listing_v1 a ON a.account_id = t.owner_id
                        LEFT JOIN %2$s n ON n.token_id = t.token_id%3$s""".formatted(
                                longAgo,
                                VisibleHistory.manyNetworks(caller, now),
                                living.where(),
                                VisibleHistory.tokens(caller, now)))
                .params(living.values())
                .query((row, number) -> new Counts(
                        row.getLong("living"),
                        row.getLong("no_expiry"),
                        row.getLong("not_rotated"),
                        row.getLong("unused"),
                        row.getLong("never_used"),
                        row.getLong("of_inactive"),
                        row.getLong("many_networks")))
                .single();
    }

    private long refused(Caller caller, Instant from, Instant to) {
        SqlConditions conditions = new SqlConditions();
        VisibleAccounts.restrictEntries(conditions, "r", caller);
        conditions.and("r.outcome = 'refused' AND r.action = 'token.use_refused'");
        conditions.and("r.recorded_at >= ? AND r.recorded_at < ?", Timestamp.from(from), Timestamp.from(to));
        return jdbc.sql("SELECT coalesce(sum(r.count), 0)::bigint FROM audit_trail_v2 r" + conditions.where())
                .params(conditions.values())
                .query(Long.class)
                .single();
    }
}
