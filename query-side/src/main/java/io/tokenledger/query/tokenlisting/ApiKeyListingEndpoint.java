package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the API keys of the caller. */
@RestController
@RequestMapping("/users/me/api_keys")
@Requires(Action.SELF)
class ApiKeyListingEndpoint extends AbstractApiKeyListingEndpoint {
    ApiKeyListingEndpoint(
            TokenListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier, Clock clock) {
        super(listing, freshness, barrier, clock);
    }

    @Override
    UUID owner(HttpServletRequest request, Caller caller) {
        return caller.accountId();
    }
}
