package io.tokenledger.command.account;

import static java.util.Objects.requireNonNullElse;

import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.command.credential.AccountRecord;
import io.tokenledger.command.credential.Accounts;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.Writes;
import io.tokenledger.events.account.AccountKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Users, as their administrators make and change them. */
@RestController
class UserEndpoint {
    private final Writes writes;
    private final Accounts accounts;
    private final LocalPasswords passwords;

    UserEndpoint(Writes writes, Accounts accounts, LocalPasswords passwords) {
        this.writes = writes;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @GetMapping("/users/me")
    UserResource me(Caller caller) {
        return resource(accounts.find(caller.accountId()).orElseThrow());
    }

    @GetMapping("/users/{id}")
    UserResource one(@PathVariable UUID id, Caller caller) {
        if (!caller.seesAll() && !id.equals(caller.accountId())) {
            throw notFound();
        }
        return resource(accounts.find(id).orElseThrow(UserEndpoint::notFound));
    }

    @PostMapping("/users")
    ResponseEntity<Object> create(
            @RequestBody UserBody body, HttpServletRequest request, Caller caller, Origin origin) {
        demandSuperuser(caller);
        Write write = writes.begin(request, caller, origin, body);
        return write.perform(
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
                                    encoded(body)));
                    return asItIs(HttpStatus.CREATED, id);
                },
                id -> asItIs(HttpStatus.CREATED, id));
    }

    @PatchMapping("/users/{id}")
    ResponseEntity<Object> change(
            @PathVariable UUID id,
            @RequestBody UserBody body,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        demandSuperuser(caller);
        Write write = writes.begin(request, caller, origin, body);
        return write.perform(
                () -> {
                    if (accounts.find(id).isEmpty()) {
                        throw notFound();
                    }
                    write.send(
                            id,
                            new ChangeAccount(
                                    id,
                                    body.checkedName(),
                                    body.checkedEmail(),
                                    body.checkedRoles(),
                                    body.active(),
                                    encoded(body)));
                    return asItIs(HttpStatus.OK, id);
                },
                changed -> asItIs(HttpStatus.OK, changed));
    }

    private ResponseEntity<Object> asItIs(HttpStatus status, UUID id) {
        return ResponseEntity.status(status).body(resource(accounts.read(id).orElseThrow()));
    }

    private @Nullable EncodedPassword encoded(UserBody body) {
        return body.password() == null ? null : passwords.encode(Secret.of(body.password()));
    }

    private static void demandSuperuser(Caller caller) {
        if (!caller.isSuperuser()) {
            throw RefusalCode.FORBIDDEN.because("Only an administrator of the instance may do this.");
        }
    }

    private static RuntimeException notFound() {
        return RefusalCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
    }

    private static UserResource resource(AccountRecord account) {
        return UserResource.of(
                account.accountId(),
                account.username(),
                account.name(),
                account.email(),
                account.active(),
                account.roles(),
                account.kind());
    }
}
