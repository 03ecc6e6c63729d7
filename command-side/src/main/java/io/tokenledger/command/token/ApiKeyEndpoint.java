package io.tokenledger.command.token;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API keys of the caller. */
@RestController
@RequestMapping("/users/me/api_keys")
@Requires(Action.OWN_KEY_WRITE)
class ApiKeyEndpoint extends ApiKeyRoutes {
    ApiKeyEndpoint(ApiKeyWrites keys) {
        super(keys);
    }
}
