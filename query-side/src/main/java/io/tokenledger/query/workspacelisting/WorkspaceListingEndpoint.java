package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Slice;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.WorkspaceResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists workspaces, so that ZenML's client finds the workspace to log in to. */
@RestController
@Requires(Action.SELF) // results are restricted to the caller
class WorkspaceListingEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.WORKSPACE_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final WorkspaceListingRepository listing;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    WorkspaceListingEndpoint(WorkspaceListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    /**
     * Returns a bare array, as ZenML's client expects. {@code member_only} excludes workspaces that the caller may not
     * enter.
     */
    @GetMapping("/workspaces")
    ResponseEntity<List<WorkspaceResource>> list(
            @RequestParam(name = "workspace_name", required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(name = "member_only", required = false) @Nullable Boolean memberOnly,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Slice slice = Slice.of(offset, limit);
        WorkspaceListingRepository.Selection selection =
                new WorkspaceListingRepository.Selection(name, url, Boolean.TRUE.equals(memberOnly));
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh).body(listing.list(selection, caller, slice.limit(), slice.offset()));
    }

    @GetMapping("/workspaces/{idOrName}")
    @Requires(value = Action.SELF, inside = Action.WORKSPACE_READ)
    ResponseEntity<WorkspaceResource> one(@PathVariable String idOrName, Caller caller) {
        Freshness fresh = freshness.of(SOURCES);
        return barrier.find(SOURCES, () -> listing.find(idOrName, caller))
                .map(found -> FreshnessHeaders.ok(fresh).body(found))
                .orElseThrow(() -> ProblemCode.WORKSPACE_NOT_FOUND.because("There is no such workspace."));
    }
}
