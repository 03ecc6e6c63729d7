package io.tokenledger.query.accountlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the service accounts of an organization for its administrators and auditors. */
@RestController
@RequestMapping("/organizations/{organizationId}/service_accounts")
@Requires(Action.SERVICE_ACCOUNT_READ)
class ServiceAccountListingEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final AccountListingRepository listing;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    ServiceAccountListingEndpoint(
            AccountListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    @GetMapping
    ResponseEntity<Page<UserResource>> list(
            @PathVariable UUID organizationId,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest requested = PageRequest.of(page, size);
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(Page.of(
                        requested,
                        listing.countServiceAccounts(organizationId),
                        listing.serviceAccounts(organizationId, requested)));
    }

    @GetMapping("/{serviceAccount}")
    ResponseEntity<UserResource> one(@PathVariable UUID organizationId, @PathVariable String serviceAccount) {
        Freshness fresh = freshness.of(SOURCES);
        UUID id = ResourceIds.parse(serviceAccount).orElse(organizationId);
        return barrier.find(SOURCES, () -> listing.serviceAccount(organizationId, id, serviceAccount))
                .map(found -> FreshnessHeaders.ok(fresh).body(found))
                .orElseThrow(
                        () -> ProblemCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }
}
