package io.tokenledger.query.workspacelisting;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.workspacelisting.AssignmentListingRepository.Selection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the assignments of an organization, for callers that may read its service accounts. */
@RestController
class AssignmentListingEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.WORKSPACE_LISTING, ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final AssignmentListingRepository listing;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    AssignmentListingEndpoint(AssignmentListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    @GetMapping("/organizations/{organizationId}/assignments")
    @ExpensiveRead(unlessOnly = {"account", "page", "size"})
    @Requires(Action.SERVICE_ACCOUNT_READ)
    ResponseEntity<Page<AssignmentResource>> list(
            @PathVariable UUID organizationId,
            @Parameter(description = "id of a workspace: only assignments to it")
                    @RequestParam(required = false)
                    @Nullable
                    UUID workspace,
            @Parameter(description = "id of an account: only its assignments") @RequestParam(required = false) @Nullable
                    UUID account,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest requested = PageRequest.of(page, size);
        Selection selection = new Selection(organizationId, workspace, account);
        Freshness fresh = freshness.of(SOURCES);
        if (barrier.find(SOURCES, () -> listing.findOrganization(organizationId))
                .isEmpty()) {
            throw Caller.noSuchOrganization();
        }
        return FreshnessHeaders.ok(fresh)
                .body(Page.of(requested, listing.count(selection), listing.page(selection, requested)));
    }
}
