package io.tokenledger.command.token;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API keys of a service account, for its administrators. */
@RestController
@RequestMapping("/organizations/{organizationId}/service_accounts/{serviceAccount}/api_keys")
@Requires(Action.SERVICE_ACCOUNT_WRITE)
class ServiceAccountKeyEndpoint extends AbstractApiKeyEndpoint {
    ServiceAccountKeyEndpoint(ApiKeyService keys) {
        super(keys);
    }
}
