package io.tokenledger.query.organizationlisting;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.paging.Slice;
import io.tokenledger.api.resource.MemberResource;
import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizations, their members and their token policies, for callers that may read them. */
@RestController
class OrganizationListingEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(ProjectionName.ORGANIZATION_LISTING);
    private static final Set<ProjectionName> SOURCES_OF_MEMBERS =
            Set.of(ProjectionName.ORGANIZATION_LISTING, ProjectionName.ACCOUNT_LISTING);

    private final OrganizationListingRepository listing;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    OrganizationListingEndpoint(
            OrganizationListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    /** Returns a bare array, as ZenML's client expects. */
    @GetMapping("/organizations")
    @Requires(Action.SELF)
    ResponseEntity<List<OrganizationResource>> list(
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Slice slice = Slice.of(offset, limit);
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(
                        caller.may(Action.ORGANIZATION_READ)
                                ? listing.all(slice.limit(), slice.offset())
                                : listing.of(own(caller), slice.limit(), slice.offset()));
    }

    @GetMapping("/organizations/{organizationId}")
    @Requires(Action.ORGANIZATION_READ)
    ResponseEntity<OrganizationResource> one(@PathVariable UUID organizationId) {
        Freshness fresh = freshness.of(SOURCES);
        return barrier.find(SOURCES, () -> listing.find(organizationId))
                .map(found -> FreshnessHeaders.ok(fresh).body(found))
                .orElseThrow(Caller::noSuchOrganization);
    }

    @GetMapping("/organizations/{organizationId}/members")
    @Requires(Action.MEMBER_READ)
    ResponseEntity<Page<MemberResource>> members(
            @PathVariable UUID organizationId,
            @Parameter(description = "username of a member, without regard to case: only this member")
                    @RequestParam(required = false)
                    @Nullable
                    String username,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest requested = PageRequest.of(page, size);
        Freshness fresh = freshness.of(SOURCES_OF_MEMBERS);
        if (barrier.find(SOURCES, () -> listing.find(organizationId)).isEmpty()) {
            throw Caller.noSuchOrganization();
        }
        return FreshnessHeaders.ok(fresh)
                .body(Page.of(
                        requested,
                        listing.countMembers(organizationId, username),
                        listing.members(organizationId, username, requested)));
    }

    @GetMapping("/organizations/{organizationId}/token_policy")
    @Requires(Action.TOKEN_POLICY_READ)
    ResponseEntity<TokenPolicyResource> policy(@PathVariable UUID organizationId) {
        Freshness fresh = freshness.of(SOURCES);
        return barrier.find(SOURCES, () -> listing.policy(organizationId))
                .map(found -> FreshnessHeaders.ok(fresh).body(found))
                .orElseThrow(Caller::noSuchOrganization);
    }

    private static Set<UUID> own(Caller caller) {
        Set<UUID> own = new HashSet<>(caller.memberships().keySet());
        if (caller.homeId() != null) {
            own.add(caller.homeId());
        }
        return own;
    }
}
