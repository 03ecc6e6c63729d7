package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** Finds out from the address of a page whose keys it shows. */
@ControllerAdvice(assignableTypes = {TokenController.class, NewTokenController.class})
class TokenRoutesAdvice {
    /** Address of a service account's pages. */
    static final String SERVICE_ACCOUNT =
            "/console/organizations/{organization}/service-accounts/{serviceAccount}/keys";

    private final ApiClient api;

    TokenRoutesAdvice(ApiClient api) {
        this.api = api;
    }

    @ModelAttribute("routes")
    TokenRoutes routes(
            @PathVariable(required = false) @Nullable UUID organization,
            @PathVariable(required = false) @Nullable UUID serviceAccount,
            Visitor visitor) {
        if (organization == null || serviceAccount == null) {
            return TokenRoutes.OWN;
        }
        String path = "/organizations/" + organization;
        return TokenRoutes.of(new TokenRoutes.ServiceAccount(
                organization,
                api.get(visitor, path).path("name").asString(""),
                serviceAccount,
                api.get(visitor, path + "/service_accounts/" + serviceAccount)
                        .path("username")
                        .asString("")));
    }
}
