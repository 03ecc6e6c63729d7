package io.tokenledger.door.check;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.use.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /oauth2/verify}, for proxies that ask before they forward (nginx {@code auth_request}, Traefik
 * {@code forwardAuth}). The bearer filter has decided already; this only says who it is.
 */
@RestController
class VerifyEndpoint {
    @GetMapping("/oauth2/verify")
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
