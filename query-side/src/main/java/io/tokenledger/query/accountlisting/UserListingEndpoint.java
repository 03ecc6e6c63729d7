package io.tokenledger.query.accountlisting;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.access.web.Page;
import io.tokenledger.access.web.PageRequest;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.freshness.ReadAnswers;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of users, for who administers or audits the instance. */
@RestController
class UserListingEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.ACCOUNT_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final AccountListing listing;
    private final FreshnessGauge freshness;

    UserListingEndpoint(AccountListing listing, FreshnessGauge freshness) {
        this.listing = listing;
        this.freshness = freshness;
    }

    @GetMapping("/users")
    @Requires(Action.USER_READ)
    ResponseEntity<Page<UserResource>> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest asked = PageRequest.of(page, size);
        Freshness fresh = freshness.of(SOURCES);
        return ReadAnswers.ok(fresh).body(Page.of(asked, listing.countUsers(), listing.users(asked)));
    }
}
