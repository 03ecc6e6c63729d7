package io.tokenledger.query.accountlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the users for administrators and auditors of the instance. */
@RestController
class UserListingEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final AccountListingRepository listing;
    private final ProjectionLag freshness;

    UserListingEndpoint(AccountListingRepository listing, ProjectionLag freshness) {
        this.listing = listing;
        this.freshness = freshness;
    }

    @GetMapping("/users")
    @Requires(Action.USER_READ)
    ResponseEntity<Page<UserResource>> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest requested = PageRequest.of(page, size);
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh).body(Page.of(requested, listing.countUsers(), listing.users(requested)));
    }
}
