package io.tokenledger.authentication.introspection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.verify.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /oauth2/verify}, for proxies that ask before they forward ({@code auth_request}, {@code forwardAuth},
 * {@code ext_authz}). The bearer filter has already verified the credential; this endpoint returns its account.
 */
@RestController
class ForwardAuthEndpoint {
    @GetMapping("/oauth2/verify")
    @Operation(
            description =
                    "For proxies that check a credential before they forward a request. Every method, and every path"
                            + " below this one, gets the same response as GET. docs/forward-auth.md lists, for each"
                            + " proxy, the headers that describe the forwarded request.")
    @ApiResponse(responseCode = "200", content = @Content)
    @Requires(Action.SELF)
    ResponseEntity<Void> verify(Caller caller) {
        ResponseEntity.BodyBuilder good = ResponseEntity.ok()
                .header("X-Auth-Account", caller.accountId().toString())
                .header("X-Auth-Username", caller.username())
                .header("X-Auth-Kind", caller.kind().wire())
                .header("X-Auth-Via", caller.via().wire());
        if (caller.keyId() != null) {
            good.header("X-Auth-Key-Id", caller.keyId().toString());
        }
        return good.build();
    }
}
