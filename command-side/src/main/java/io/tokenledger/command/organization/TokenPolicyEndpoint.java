package io.tokenledger.command.organization;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.listing.Listing;
import io.tokenledger.access.organization.TokenPolicyBody;
import io.tokenledger.command.organization.OrganizationCommand.ChangeTokenPolicy;
import io.tokenledger.command.write.Listings;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.WriteRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The rules for API keys of an organization's accounts, as its administrators set them. */
@RestController
class TokenPolicyEndpoint {
    private final Organizations organizations;
    private final Listings listings;

    TokenPolicyEndpoint(Organizations organizations, Listings listings) {
        this.organizations = organizations;
        this.listings = listings;
    }

    @PutMapping("/organizations/{organizationId}/token_policy")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenPolicyBody.class)))
    @Requires(Action.TOKEN_POLICY_WRITE)
    ResponseEntity<Object> put(
            @PathVariable UUID organizationId, @RequestBody TokenPolicyBody body, WriteRequest request) {
        Write write = request.of(body);
        return write.perform(
                () -> {
                    organizations.demand(organizationId);
                    write.send(organizationId, new ChangeTokenPolicy(organizationId, body.checked()));
                    return answer(organizationId, write.waits());
                },
                id -> answer(organizationId, write.waits()));
    }

    private ResponseEntity<Object> answer(UUID organizationId, boolean wait) {
        return listings.answer(HttpStatus.OK, Listing.ORGANIZATIONS, organizationId, wait)
                .body(TokenPolicyBody.of(organizations.demand(organizationId).policy()));
    }
}
