package io.tokenledger.query.posture;

import io.swagger.v3.oas.annotations.media.Schema;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
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

    private final PostureRepository repository;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    PostureEndpoint(PostureRepository repository, AsOfResolver asOfResolver, ProjectionBarrier barrier) {
        this.repository = repository;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    /**
     * One number of the review.
     *
     * @param count number of keys; for {@code refused_uses_rising}, by how much more uses were refused this week than last
     * @param link path of the list of these keys, or of this week's refused uses
     */
    @Schema(name = "PostureFinding")
    record Finding(String name, long count, String link) {}

    /**
     * The posture at an instant.
     *
     * @param living number of keys that are usable now: active, not expired, not deleted
     */
    record Posture(Instant at, long living, List<Finding> findings, Freshness freshness) {}

    @GetMapping("/ledger/posture")
    @ExpensiveRead
    @Requires(Action.SELF) // the query counts only what the caller may see
    ResponseEntity<Posture> posture(Caller caller) {
        Freshness fresh = barrier.requireCurrent(SOURCES);
        AsOf now = asOfResolver.now();
        Instant reviewStart = now.at().minus(REVIEW_PERIOD);
        PostureRepository.Counts counts = repository.count(caller, now, reviewStart);
        long thisWeek = repository.countRefused(caller, now.at().minus(WEEK), now.at());
        long lastWeek = repository.countRefused(
                caller, now.at().minus(WEEK.multipliedBy(2)), now.at().minus(WEEK));
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
                                        active + "rotated_before=" + reviewStart),
                                new Finding(
                                        "unused_for_90_days", counts.unused(), active + "unused_since=" + reviewStart),
                                new Finding("never_used", counts.neverUsed(), active + "never_used=true"),
                                new Finding(
                                        "of_deactivated_accounts", counts.ofInactive(), active + "owner_active=false"),
                                new Finding(
                                        "used_from_many_networks",
                                        counts.manyNetworks(),
                                        active + "many_networks=true"),
                                new Finding(
                                        "refused_uses_rising",
                                        Math.max(0, thisWeek - lastWeek),
                                        "/ledger/audit?action=token.use_refused&from="
                                                + now.at().minus(WEEK))),
                        fresh));
    }
}
