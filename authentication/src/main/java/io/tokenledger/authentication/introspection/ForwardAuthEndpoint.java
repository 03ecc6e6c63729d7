package io.tokenledger.authentication.introspection;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.direct.DirectHandler;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.forwardauth.ForwardAuthHeaders;
import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /oauth2/verify}, for proxies that ask before they forward ({@code auth_request}, {@code forwardAuth},
 * {@code ext_authz}). The bearer filter has already verified the credential; this endpoint returns its account.
 */
@RestController
class ForwardAuthEndpoint implements DirectHandler {
    private final ForwardAuthHeaders headers;

    ForwardAuthEndpoint(ForwardAuthHeaders headers) {
        this.headers = headers;
    }

    /** The bearer filter has verified the credential, and all requirements of the query ({@link ForwardAuth}). */
    @Override
    @GetMapping(ForwardAuth.PATH)
    @Parameter(
            name = "workspace",
            in = ParameterIn.QUERY,
            description = "id or name of a workspace that the account must be allowed to enter; else 403",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "id of an organization to which the account must belong; else 403",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "role",
            in = ParameterIn.QUERY,
            description = "role that the account must have: in the instance, in the organization or in the workspace;"
                    + " else 403",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", content = @Content)
    @Requires(Action.SELF)
    public void handle(RequestOrigin origin, HttpServletRequest request, HttpServletResponse response) {
        headers.of(CallerArgumentResolver.require(request, Caller.class)).forEach(response::addHeader);
    }
}
