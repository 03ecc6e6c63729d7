package io.tokenledger.command.token;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.access.apikey.ApiKeyResource;
import io.tokenledger.access.apikey.ApiKeyTag;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.command.write.Writes;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** The writing routes of an account's API keys, as ZenML names them; the same for one's own and a service account's. */
abstract class ApiKeyRoutes {
    private final Writes writes;
    private final ApiKeyWrites keys;

    ApiKeyRoutes(Writes writes, ApiKeyWrites keys) {
        this.writes = writes;
        this.keys = keys;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> create(
            KeyOwner owner,
            @RequestBody CreateApiKey body,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        return keys.create(writes.begin(request, caller, origin, body), owner.accountId(), body, wait);
    }

    @RequestMapping(
            path = "/{idOrName}",
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> change(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestBody ChangeApiKey body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        return keys.change(
                writes.begin(request, caller, origin, body),
                owner.accountId(),
                idOrName,
                body,
                ApiKeyTag.demandedBy(ifMatch),
                wait);
    }

    @RequestMapping(
            path = "/{idOrName}/rotate",
            method = {RequestMethod.POST, RequestMethod.PUT})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> rotate(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestBody(required = false) @Nullable RotateApiKey body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        RotateApiKey asked = body == null ? RotateApiKey.atOnce() : body;
        return keys.rotate(
                writes.begin(request, caller, origin, asked),
                owner.accountId(),
                idOrName,
                asked,
                ApiKeyTag.demandedBy(ifMatch),
                wait);
    }

    @DeleteMapping("/{idOrName}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(types = "null")))
    ResponseEntity<Object> delete(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "true") boolean wait,
            HttpServletRequest request,
            Caller caller,
            Origin origin) {
        return keys.delete(
                writes.begin(request, caller, origin, null),
                owner.accountId(),
                idOrName,
                ApiKeyTag.demandedBy(ifMatch),
                wait);
    }
}
