package io.tokenledger.command.token;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API keys of the caller. */
@RestController
@RequestMapping("/users/me/api_keys")
@Requires(Action.OWN_KEY_WRITE)
class ApiKeyEndpoint extends AbstractApiKeyEndpoint {
    ApiKeyEndpoint(ApiKeyService keys) {
        super(keys);
    }
}
