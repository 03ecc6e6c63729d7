package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/** Lists the API keys of a service account for administrators and auditors of its organization. */
@RestController
@RequestMapping("/organizations/{organizationId}/service_accounts/{serviceAccount}/api_keys")
@Requires(Action.SERVICE_ACCOUNT_READ)
class ServiceAccountKeyListingEndpoint extends AbstractApiKeyListingEndpoint {
    private static final Set<ProjectionName> SOURCES_OF_OWNERS = Set.of(ProjectionName.ACCOUNT_LISTING);

    private final ProjectionBarrier barrier;
    private final TokenListingRepository listing;

    ServiceAccountKeyListingEndpoint(
            TokenListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier, Clock clock) {
        super(listing, freshness, barrier, clock);
        this.barrier = barrier;
        this.listing = listing;
    }

    @Override
    UUID owner(HttpServletRequest request, Caller caller) {
        Map<?, ?> path = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        UUID home = UUID.fromString(String.valueOf(path.get("organizationId")));
        String requested = String.valueOf(path.get("serviceAccount"));
        UUID id = ResourceIds.parse(requested).orElse(home);
        return barrier.find(SOURCES_OF_OWNERS, () -> listing.findServiceAccount(home, id, requested))
                .orElseThrow(
                        () -> ProblemCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }
}
