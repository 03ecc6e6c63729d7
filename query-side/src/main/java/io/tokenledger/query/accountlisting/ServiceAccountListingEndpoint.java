package io.tokenledger.query.accountlisting;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.Ids;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.access.web.Page;
import io.tokenledger.access.web.PageRequest;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.freshness.ReadAnswers;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The service accounts of an organization, for who administers or audits it. */
@RestController
@RequestMapping("/organizations/{organizationId}/service_accounts")
@Requires(Action.SERVICE_ACCOUNT_READ)
class ServiceAccountListingEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final AccountListing listing;
    private final FreshnessGauge freshness;
    private final ProjectionBarrier barrier;

    ServiceAccountListingEndpoint(AccountListing listing, FreshnessGauge freshness, ProjectionBarrier barrier) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    @GetMapping
    ResponseEntity<Page<UserResource>> list(
            @PathVariable UUID organizationId,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        Freshness fresh = freshness.of(SOURCES);
        return ReadAnswers.ok(fresh)
                .body(Page.of(
                        asked,
                        listing.countServiceAccounts(organizationId),
                        listing.serviceAccounts(organizationId, asked)));
    }

    @GetMapping("/{serviceAccount}")
    ResponseEntity<UserResource> one(@PathVariable UUID organizationId, @PathVariable String serviceAccount) {
        Freshness fresh = freshness.of(SOURCES);
        UUID id = Ids.parse(serviceAccount).orElse(organizationId);
        return barrier.find(SOURCES, () -> listing.serviceAccount(organizationId, id, serviceAccount))
                .map(found -> ReadAnswers.ok(fresh).body(found))
                .orElseThrow(
                        () -> RefusalCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }
}
