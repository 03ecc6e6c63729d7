package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows which existing keys break a token policy. A policy ends no existing key except an idle one, but administrators want to see
 * the effect before they tighten it. Each parameter replaces one value of the policy in force.
 */
@RestController
class PolicyImpactEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.HISTORY,
            ProjectionName.AUDIT_TRAIL);

    private final PolicyImpactRepository impact;
    private final ProjectionBarrier barrier;
    private final Clock clock;

    PolicyImpactEndpoint(PolicyImpactRepository impact, ProjectionBarrier barrier, Clock clock) {
        this.impact = impact;
        this.barrier = barrier;
        this.clock = clock;
    }

    @GetMapping("/organizations/{organizationId}/token_policy/impact")
    @ExpensiveRead
    @Requires(Action.TOKEN_READ)
    ResponseEntity<Page<PolicyImpactRepository.BreakingKey>> impact(
            @PathVariable UUID organizationId,
            @RequestParam(required = false) @Nullable String creation,
            @RequestParam(name = "max_lifetime_minutes", required = false) @Nullable Long maxLifetimeMinutes,
            @RequestParam(name = "max_idle_days", required = false) @Nullable Integer maxIdleDays,
            @RequestParam(name = "keys_may_create_keys", required = false) @Nullable Boolean keysMayCreateKeys,
            @RequestParam(name = "max_keys_per_account", required = false) @Nullable Integer maxKeysPerAccount,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest requested = PageRequest.of(page, size);
        Freshness fresh = barrier.requireCurrent(SOURCES);
        TokenPolicyResource inForce = impact.inForce(organizationId).orElseThrow(Caller::noSuchOrganization);
        TokenPolicy policy = new TokenPolicyResource(
                        creation == null ? inForce.creation() : creation,
                        maxLifetimeMinutes == null ? inForce.maxLifetimeMinutes() : maxLifetimeMinutes,
                        maxIdleDays == null ? inForce.maxIdleDays() : maxIdleDays,
                        keysMayCreateKeys == null ? inForce.keysMayCreateKeys() : keysMayCreateKeys,
                        maxKeysPerAccount == null ? inForce.maxKeysPerAccount() : maxKeysPerAccount,
                        inForce.minUseRetentionDays())
                .checked();
        Instant now = clock.instant();
        PolicyImpactRepository.Found found = impact.find(organizationId, policy, now, requested);
        return FreshnessHeaders.ok(fresh).body(Page.of(requested, found.total(), found.items()));
    }
}
