package io.tokenledger.command.account;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.forwardauth.ForwardAuthHeaders;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.ListingName;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import io.tokenledger.command.readyourwrites.ListingAwaiter;
import io.tokenledger.events.account.AccountKind;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/** Users, as administrators create and change them. */
@RestController
class UserEndpoint {
    private final AccountCache accounts;
    private final UserResourceAssembler views;
    private final PasswordRepository passwords;
    private final ListingAwaiter listings;

    UserEndpoint(
            AccountCache accounts, UserResourceAssembler views, PasswordRepository passwords, ListingAwaiter listings) {
        this.accounts = accounts;
        this.views = views;
        this.passwords = passwords;
        this.listings = listings;
    }

    /**
     * Returns the caller's account. With {@code include=permissions} the response also lists its permissions, which are
     * the same for every credential of the account.
     */
    @GetMapping("/users/me")
    @Requires(Action.SELF)
    ResponseEntity<UserResource> me(@RequestParam(required = false) @Nullable String include, Caller caller) {
        AccountRecord account = accounts.find(caller.accountId()).orElseThrow();
        return ResponseEntity.ok()
                .header(ForwardAuthHeaders.KEY_EXPIRES_AT, ForwardAuthHeaders.keyExpiresAt(caller))
                .body("permissions".equals(include) ? views.withPermissions(account) : views.of(account));
    }

    @GetMapping("/users/{id}")
    @Requires(value = Action.SELF, inside = Action.USER_READ)
    UserResource one(@PathVariable UUID id, Caller caller) {
        if (!caller.may(Action.USER_READ) && !id.equals(caller.accountId())) {
            throw notFound();
        }
        return views.of(accounts.find(id).filter(account -> !account.deleted()).orElseThrow(UserEndpoint::notFound));
    }

    @PostMapping("/users")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UserResource.class)))
    @Requires(Action.USER_WRITE)
    ResponseEntity<Object> create(@RequestBody UserRequest body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
                    Username username = Username.of(body.username());
                    write.send(
                            id,
                            new RegisterAccount(
                                    id,
                                    AccountKind.USER,
                                    username,
                                    requireNonNullElse(body.checkedName(), username.value()),
                                    body.checkedEmail(),
                                    requireNonNullElse(body.checkedRoles(), Set.of()),
                                    null,
                                    null,
                                    encoded(body, write)));
                    return currentState(HttpStatus.CREATED, id, write.waits());
                },
                id -> currentState(HttpStatus.CREATED, id, write.waits()));
    }

    @PatchMapping("/users/{id}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserResource.class)))
    @Requires(Action.USER_WRITE)
    ResponseEntity<Object> change(@PathVariable UUID id, @RequestBody UserRequest body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        return write.executeOrReplay(
                () -> {
                    if (accounts.find(id).filter(UserEndpoint::isUser).isEmpty()) {
                        throw notFound();
                    }
                    write.send(
                            id,
                            new ChangeAccount(
                                    id,
                                    body.checkedName(),
                                    body.checkedEmail(),
                                    null,
                                    body.checkedRoles(),
                                    body.active(),
                                    encoded(body, write)));
                    return currentState(HttpStatus.OK, id, write.waits());
                },
                changed -> currentState(HttpStatus.OK, changed, write.waits()));
    }

    /** Deletes a user permanently. Its sessions and keys end at once; its username can be used again. */
    @DeleteMapping("/users/{id}")
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    @Requires(Action.USER_WRITE)
    ResponseEntity<Object> delete(@PathVariable UUID id, WriteRequest request) {
        if (id.equals(request.caller().accountId())) {
            throw ProblemCode.BAD_VALUE.because("An account cannot delete itself. Ask another superuser.");
        }
        IdempotentWrite write = request.of(null);
        return write.executeOrReplay(
                () -> {
                    if (accounts.read(id).filter(UserEndpoint::isUser).isEmpty()) {
                        throw notFound();
                    }
                    write.send(id, new DeleteAccount(id));
                    return deletedResponse(id, write.waits());
                },
                deleted -> deletedResponse(deleted, write.waits()));
    }

    private ResponseEntity<Object> deletedResponse(UUID id, boolean wait) {
        return listings.answer(HttpStatus.OK, ListingName.ACCOUNTS, id, wait).body(NullNode.getInstance());
    }

    private ResponseEntity<Object> currentState(HttpStatus status, UUID id, boolean wait) {
        return listings.answer(status, ListingName.ACCOUNTS, id, wait)
                .body(views.of(accounts.read(id).orElseThrow()));
    }

    private @Nullable PasswordHash encoded(UserRequest body, IdempotentWrite write) {
        return body.password() == null
                ? null
                : passwords.encode(Secret.of(body.password()), write.caller().accountId());
    }

    private static boolean isUser(AccountRecord account) {
        return account.kind() == AccountKind.USER && !account.deleted();
    }

    private static RuntimeException notFound() {
        return ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
    }
}
