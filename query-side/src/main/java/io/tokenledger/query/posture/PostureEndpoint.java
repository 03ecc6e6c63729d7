package io.tokenledger.query.posture;

import io.swagger.v3.oas.annotations.Parameter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    private static final Set<ProjectionName> PAST_SOURCES = Set.of(ProjectionName.AUDIT_TRAIL, ProjectionName.HISTORY);

    private static final Duration SOON = Duration.ofDays(14);
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
     * @param living number of keys that were usable then: active, not expired, not deleted
     */
    record Posture(Instant at, long living, List<Finding> findings, Freshness freshness) {}

    @GetMapping("/ledger/posture")
    @ExpensiveRead
    @Requires(Action.SELF) // the query counts only what the caller may see
    ResponseEntity<Posture> posture(
            @Parameter(description = "an instant or the position of an event; the answer is as of it")
                    @RequestParam(name = "as_of", required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = "id of an organization: only keys of its members and service accounts count")
                    @RequestParam(required = false)
                    @Nullable
                    UUID organization,
            Caller caller) {
        AsOf at = asOfResolver.of(asOf);
        Freshness fresh = at.isPast() ? barrier.at(at, SOURCES, PAST_SOURCES) : barrier.requireCurrent(SOURCES);
        Instant reviewStart = at.at().minus(REVIEW_PERIOD);
        PostureRepository.Counts counts =
                repository.count(caller, organization, at, reviewStart, at.at().plus(SOON));
        return FreshnessHeaders.ok(fresh)
                .body(new Posture(
                        at.at(), counts.living(), findings(counts, organization, at, reviewStart, caller), fresh));
    }

    private List<Finding> findings(
            PostureRepository.Counts counts, @Nullable UUID organization, AsOf at, Instant reviewStart, Caller caller) {
        String ofOrganization = organization == null ? "" : "&organization=" + organization;
        String keys =
                "/ledger/tokens?state=active" + ofOrganization + (at.isPast() ? "&as_of=" + at.position() : "") + "&";
        List<Finding> findings = new ArrayList<>(List.of(
                new Finding("no_expiry", counts.noExpiry(), keys + "no_expiry=true"),
                new Finding("not_rotated_for_90_days", counts.notRotated(), keys + "rotated_before=" + reviewStart),
                new Finding("unused_for_90_days", counts.unused(), keys + "unused_since=" + reviewStart),
                new Finding("never_used", counts.neverUsed(), keys + "never_used=true"),
                new Finding("expiring_in_14_days", counts.expiring(), keys + "expiring_within=" + SOON),
                new Finding("of_deactivated_accounts", counts.ofInactive(), keys + "owner_active=false")));
        if (organization == null) {
            findings.add(new Finding(
                    "of_accounts_without_organization", counts.withoutOrganization(), keys + "organization=none"));
        }
        if (!at.isPast()) {
            findings.add(new Finding("used_from_many_networks", counts.manyNetworks(), keys + "many_networks=true"));
        }
        Instant week = at.at().minus(WEEK);
        long thisWeek = repository.countRefused(caller, organization, week, at.at());
        long lastWeek = repository.countRefused(caller, organization, week.minus(WEEK), week);
        findings.add(new Finding(
                "refused_uses_rising",
                Math.max(0, thisWeek - lastWeek),
                "/ledger/audit?action=token.use_refused&from=" + week + (at.isPast() ? "&to=" + at.at() : "")
                        + ofOrganization));
        return findings;
    }
}
