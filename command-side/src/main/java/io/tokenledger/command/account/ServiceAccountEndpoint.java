package io.tokenledger.command.account;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.api.text.TextRules;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.organization.OrganizationLookup;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.events.account.AccountKind;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/**
 * Service accounts of an organization. A service account is the identity of an automation and has only its assigned
 * roles.
 */
@RestController
@RequestMapping("/organizations/{organizationId}/service_accounts")
@Requires(Action.SERVICE_ACCOUNT_WRITE)
class ServiceAccountEndpoint {
    private final AccountCache accounts;
    private final OrganizationLookup organizations;
    private final UserResourceAssembler views;
    private final ListingAwaiter listings;

    ServiceAccountEndpoint(
            AccountCache accounts,
            OrganizationLookup organizations,
            UserResourceAssembler views,
            ListingAwaiter listings) {
        this.accounts = accounts;
        this.organizations = organizations;
        this.views = views;
        this.listings = listings;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UserResource.class)))
    ResponseEntity<Object> create(
            @PathVariable UUID organizationId, @RequestBody UserRequest body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    organizations.require(organizationId);
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    Username username = Username.of(body.username());
                    write.send(
                            id,
                            new RegisterAccount(
                                    id,
                                    AccountKind.SERVICE_ACCOUNT,
                                    username,
                                    requireNonNullElse(body.checkedName(), username.value()),
                                    body.checkedEmail(),
                                    Set.of(),
                                    TextRules.description(body.description()),
                                    organizationId,
                                    null));
                    return currentState(HttpStatus.CREATED, id, write.waits());
                },
                id -> currentState(HttpStatus.CREATED, id, write.waits()));
    }

    @PatchMapping("/{serviceAccount}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserResource.class)))
    ResponseEntity<Object> change(
            @PathVariable UUID organizationId,
            @PathVariable String serviceAccount,
            @RequestBody UserRequest body,
            WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    UUID id = requireServiceAccount(organizationId, serviceAccount);
                    write.send(
                            id,
                            new ChangeAccount(
                                    id,
                                    body.checkedName(),
                                    body.checkedEmail(),
                                    TextRules.description(body.description()),
                                    null,
                                    body.active(),
                                    null));
                    return currentState(HttpStatus.OK, id, write.waits());
                },
                id -> currentState(HttpStatus.OK, id, write.waits()));
    }

    @DeleteMapping("/{serviceAccount}")
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> delete(
            @PathVariable UUID organizationId, @PathVariable String serviceAccount, WriteRequest request) {
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    UUID id = requireServiceAccount(organizationId, serviceAccount);
                    write.send(id, new DeleteAccount(id));
                    return deletedResponse(id, write.waits());
                },
                id -> deletedResponse(id, write.waits()));
    }

    private UUID requireServiceAccount(UUID organizationId, String serviceAccount) {
        return accounts.findServiceAccount(organizationId, serviceAccount)
                .map(AccountRecord::accountId)
                .orElseThrow(
                        () -> ProblemCode.ACCOUNT_NOT_FOUND.because("The organization has no such service account."));
    }

    private ResponseEntity<Object> currentState(HttpStatus status, UUID id, boolean wait) {
        return listed(status, id, wait).body(views.of(accounts.read(id).orElseThrow()));
    }

    private ResponseEntity<Object> deletedResponse(UUID id, boolean wait) {
        return listed(HttpStatus.OK, id, wait).body(NullNode.getInstance());
    }

    private ResponseEntity.BodyBuilder listed(HttpStatus status, UUID id, boolean wait) {
        return listings.answer(status, ListingName.ACCOUNTS, id, wait);
    }
}
