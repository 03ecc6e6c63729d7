package io.tokenledger.command.token;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.openapi.NullBody;
import io.tokenledger.api.resource.ApiKeyETag;
import io.tokenledger.api.resource.ApiKeyResource;
import io.tokenledger.command.idempotency.WriteRequest;
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

/**
 * Write routes for API keys, as ZenML names them. They are the same for the caller's own keys and for those of a
 * service account.
 */
abstract class AbstractApiKeyEndpoint {
    private final ApiKeyService keys;

    AbstractApiKeyEndpoint(ApiKeyService keys) {
        this.keys = keys;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> create(KeyOwner owner, @RequestBody CreateApiKeyRequest body, WriteRequest request) {
        return keys.create(request.of(body), owner.accountId(), body);
    }

    @RequestMapping(
            path = "/{idOrName}",
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> change(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestBody ChangeApiKeyRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            WriteRequest request) {
        return keys.change(request.of(body), owner.accountId(), idOrName, body, ApiKeyETag.requiredVersion(ifMatch));
    }

    @RequestMapping(
            path = "/{idOrName}/rotate",
            method = {RequestMethod.POST, RequestMethod.PUT})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiKeyResource.class)))
    ResponseEntity<Object> rotate(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestBody(required = false) @Nullable RotateApiKeyRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            WriteRequest request) {
        RotateApiKeyRequest requested = body == null ? RotateApiKeyRequest.atOnce() : body;
        return keys.rotate(
                request.of(requested), owner.accountId(), idOrName, requested, ApiKeyETag.requiredVersion(ifMatch));
    }

    @DeleteMapping("/{idOrName}")
    @ApiResponse(responseCode = "200", description = NullBody.DESCRIPTION, content = @Content)
    ResponseEntity<Object> delete(
            KeyOwner owner,
            @PathVariable String idOrName,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            WriteRequest request) {
        return keys.delete(request.of(null), owner.accountId(), idOrName, ApiKeyETag.requiredVersion(ifMatch));
    }
}
