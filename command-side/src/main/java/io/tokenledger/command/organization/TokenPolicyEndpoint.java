package io.tokenledger.command.organization;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationCommand.ChangeTokenPolicy;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sets the token policy for API keys of an organization's accounts. */
@RestController
class TokenPolicyEndpoint {
    private final OrganizationLookup organizations;
    private final ListingAwaiter listings;

    TokenPolicyEndpoint(OrganizationLookup organizations, ListingAwaiter listings) {
        this.organizations = organizations;
        this.listings = listings;
    }

    @PutMapping("/organizations/{organizationId}/token_policy")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenPolicyResource.class)))
    @Requires(Action.TOKEN_POLICY_WRITE)
    ResponseEntity<Object> put(
            @PathVariable UUID organizationId, @RequestBody TokenPolicyResource body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    organizations.require(organizationId);
                    write.send(organizationId, new ChangeTokenPolicy(organizationId, body.checked()));
                    return answer(organizationId, write.waits());
                },
                id -> answer(organizationId, write.waits()));
    }

    private ResponseEntity<Object> answer(UUID organizationId, boolean wait) {
        return listings.answer(HttpStatus.OK, ListingName.ORGANIZATIONS, organizationId, wait)
                .body(TokenPolicyResource.of(
                        organizations.require(organizationId).policy()));
    }
}
