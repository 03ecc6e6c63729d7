package io.tokenledger.command.token;

import io.tokenledger.access.apikey.ApiKeyResource;
import io.tokenledger.access.apikey.ApiKeyState;
import io.tokenledger.access.apikey.ApiKeyTag;
import io.tokenledger.access.apikey.LastUse;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.command.credential.Credential;
import io.tokenledger.command.credential.Credentials;
import io.tokenledger.command.write.LastUses;
import io.tokenledger.command.write.Write;
import io.tokenledger.command.write.Writes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.NullNode;

/** The writing routes of an account's own API keys, as ZenML names them. */
@RestController
@RequestMapping("/users/me/api_keys")
class ApiKeyEndpoint {
    private final Writes writes;
    private final Credentials credentials;
    private final NewKeys newKeys;
    private final LastUses lastUses;
    private final Clock clock;

    ApiKeyEndpoint(Writes writes, Credentials credentials, NewKeys newKeys, LastUses lastUses, Clock clock) {
        this.writes = writes;
        this.credentials = credentials;
        this.newKeys = newKeys;
        this.lastUses = lastUses;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Object> create(
            @RequestBody CreateApiKey body,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        Write write = writes.begin(request, caller, origin, body);
        return write.performOnce(() -> {
            NewKeys.NewKey key = newKeys.generate();
            write.send(
                    key.id(),
                    new CreateToken(
                            key.id(),
                            caller.accountId(),
                            TokenName.of(body.name()),
                            Description.of(body.description()),
                            key.digest(),
                            Expiry.of(body.expiresInMinutes(), body.expiresAt()),
                            caller.keyId()));
            return answer(HttpStatus.CREATED, key.id(), wait, key.value());
        });
    }

    @RequestMapping(
            path = "/{idOrName}",
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<Object> change(
            @PathVariable String idOrName,
            @RequestBody ChangeApiKey body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        Write write = writes.begin(request, caller, origin, body);
        return write.perform(
                () -> {
                    UUID id = demand(caller, idOrName).tokenId();
                    write.send(id, new ChangeToken(id, body.changesOf(id), ApiKeyTag.demandedBy(ifMatch)));
                    return id;
                },
                id -> answer(HttpStatus.OK, id, wait, null));
    }

    @RequestMapping(
            path = "/{idOrName}/rotate",
            method = {RequestMethod.POST, RequestMethod.PUT})
    ResponseEntity<Object> rotate(
            @PathVariable String idOrName,
            @RequestBody(required = false) @Nullable RotateApiKey body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        RotateApiKey asked = body == null ? RotateApiKey.atOnce() : body;
        Write write = writes.begin(request, caller, origin, asked);
        return write.performOnce(() -> {
            UUID id = demand(caller, idOrName).tokenId();
            NewKeys.NewKey key = newKeys.generate(id);
            write.send(
                    id,
                    new RotateToken(
                            id,
                            key.digest(),
                            asked.retention(),
                            Expiry.of(asked.expiresInMinutes(), asked.expiresAt()),
                            ApiKeyTag.demandedBy(ifMatch)));
            return answer(HttpStatus.OK, id, wait, key.value());
        });
    }

    @DeleteMapping("/{idOrName}")
    ResponseEntity<Object> delete(
            @PathVariable String idOrName,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        Write write = writes.begin(request, caller, origin, null);
        return write.perform(
                () -> {
                    UUID id = demand(caller, idOrName).tokenId();
                    write.send(id, new DeleteToken(id, ApiKeyTag.demandedBy(ifMatch)));
                    return id;
                },
                id -> gone(id, wait));
    }

    private Credential demand(Caller caller, String idOrName) {
        return credentials
                .findLiving(caller.accountId(), idOrName)
                .orElseThrow(() -> RefusalCode.TOKEN_NOT_FOUND.because("There is no such API key."));
    }

    private ResponseEntity<Object> answer(HttpStatus status, UUID id, boolean wait, @Nullable Secret value) {
        Credential key = credentials.read(id).orElseThrow();
        LastUse lastUse = lastUses.find(id, key.version(), wait);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status)
                .eTag(ApiKeyTag.of(key.generation(), key.version()))
                .header("X-Ledger-Listed", Boolean.toString(lastUse.listed()));
        if (value != null) {
            response.cacheControl(CacheControl.noStore());
        }
        return response.body(resource(key, lastUse, value));
    }

    /** The real ZenML client reads every answer as JSON, also this one. */
    private ResponseEntity<Object> gone(UUID id, boolean wait) {
        Credential key = credentials.read(id).orElseThrow();
        LastUse lastUse = lastUses.find(id, key.version(), wait);
        return ResponseEntity.ok()
                .header("X-Ledger-Listed", Boolean.toString(lastUse.listed()))
                .body(NullNode.getInstance());
    }

    private ApiKeyResource resource(Credential key, LastUse lastUse, @Nullable Secret value) {
        return new ApiKeyResource(
                key.tokenId(),
                key.name(),
                key.description(),
                key.active(),
                ApiKeyState.of(key.active(), key.expiresAt(), key.deleted(), clock.instant()),
                key.createdAt(),
                key.expiresAt(),
                lastUse.at(),
                lastUse.ip(),
                key.rotatedAt(),
                key.retainPeriodMinutes(),
                key.retainedUntil(),
                key.generation(),
                value == null ? null : value.reveal());
    }
}
