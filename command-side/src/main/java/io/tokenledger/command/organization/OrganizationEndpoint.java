package io.tokenledger.command.organization;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.api.text.TextRules;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationCommand.CreateOrganization;
import io.tokenledger.command.organization.OrganizationCommand.DescribeOrganization;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Creates and changes organizations. */
@RestController
class OrganizationEndpoint {
    private final OrganizationLookup organizations;
    private final ListingAwaiter listings;

    OrganizationEndpoint(OrganizationLookup organizations, ListingAwaiter listings) {
        this.organizations = organizations;
        this.listings = listings;
    }

    /** Request body to create or change an organization. Values that are null stay unchanged. */
    record OrganizationBody(@Nullable String name, @Nullable String description) {}

    @PostMapping("/organizations")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = OrganizationResource.class)))
    @Requires(Action.ORGANIZATION_CREATE)
    ResponseEntity<Object> create(@RequestBody OrganizationBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    write.send(
                            id,
                            new CreateOrganization(
                                    id,
                                    OrganizationName.of(body.name()),
                                    TextRules.description(body.description()),
                                    request.caller().accountId()));
                    return answer(HttpStatus.CREATED, id, write.waits());
                },
                id -> answer(HttpStatus.CREATED, id, write.waits()));
    }

    @PatchMapping("/organizations/{organizationId}")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OrganizationResource.class)))
    @Requires(Action.ORGANIZATION_WRITE)
    ResponseEntity<Object> change(
            @PathVariable UUID organizationId, @RequestBody OrganizationBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    organizations.require(organizationId);
                    write.send(
                            organizationId,
                            new DescribeOrganization(
                                    organizationId,
                                    body.name() == null ? null : OrganizationName.of(body.name()),
                                    TextRules.description(body.description())));
                    return answer(HttpStatus.OK, organizationId, write.waits());
                },
                id -> answer(HttpStatus.OK, id, write.waits()));
    }

    private ResponseEntity<Object> answer(HttpStatus status, UUID id, boolean wait) {
        return listings.answer(status, ListingName.ORGANIZATIONS, id, wait)
                .body(organizations.require(id).asResource());
    }
}
