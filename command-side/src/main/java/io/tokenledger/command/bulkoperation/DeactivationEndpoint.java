package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.Reasoned;
import io.tokenledger.command.idempotency.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Deactivates many keys at once, in stages. An administrator deactivates the keys and watches which of them are still
 * used. Then the administrator restores or deletes them. Each operation selects only keys that the caller administers:
 * those of an organization, or all keys as a superuser.
 */
@RestController
@Requires(value = Action.SELF, inside = Action.TOKEN_DEACTIVATE)
class DeactivationEndpoint {
    private final KeySearch keys;
    private final BulkOperations operations;

    DeactivationEndpoint(KeySearch keys, BulkOperations operations) {
        this.keys = keys;
        this.operations = operations;
    }

    /**
     * Request body of a restoration or deletion.
     *
     * @param tokens ids of the keys to change, at most 3,000; all keys of the operation if omitted
     * @param reason why the keys are changed, at most 500 characters
     * @param dryRun whether to report the selected keys without changing them
     */
    record StageBody(
            @Nullable List<UUID> tokens,
            @Nullable String reason,
            @Nullable Boolean dryRun) implements StrictBody, Reasoned {
        StageBody {
            if (tokens != null) {
                DeactivationRequest.requireValidIds(tokens);
            }
        }
    }

    @PostMapping("/ledger/tokens/deactivations")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BulkOperationResponse.class)))
    ResponseEntity<Object> deactivate(@RequestBody DeactivationRequest body, WriteRequest request) {
        IdempotentWrite write = request.of(body.distinguished(), body.reason());
        requireAdministrator(write.caller());
        body.requireSelection();
        BulkOperations.Operation operation =
                new BulkOperations.Operation(BulkOperations.Act.DEACTIVATE, null, body.onRecord(), body.tokens());
        return perform(operation, body.isDryRun(), () -> keys.search(body, write.caller()), write);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/restorations")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BulkOperationResponse.class)))
    ResponseEntity<Object> restore(
            @PathVariable UUID actId, @RequestBody(required = false) @Nullable StageBody body, WriteRequest request) {
        return stage(BulkOperations.Act.RESTORE, actId, body, request);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/deletions")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BulkOperationResponse.class)))
    ResponseEntity<Object> delete(
            @PathVariable UUID actId, @RequestBody(required = false) @Nullable StageBody body, WriteRequest request) {
        return stage(BulkOperations.Act.DELETE, actId, body, request);
    }

    /** Selects the keys of an earlier operation that are still in the state in which it left them. */
    private ResponseEntity<Object> stage(
            BulkOperations.Act act, UUID actId, @Nullable StageBody body, WriteRequest request) {
        IdempotentWrite write = request.of(body);
        requireAdministrator(write.caller());
        List<UUID> only = body == null ? null : body.tokens();
        Map<String, String> filter = new TreeMap<>(Map.of("deactivation", actId.toString()));
        if (only != null) {
            filter.put("tokens", Integer.toString(only.size()));
        }
        return perform(
                new BulkOperations.Operation(act, actId, filter, only),
                body != null && Boolean.TRUE.equals(body.dryRun()),
                () -> keys.searchOperation(actId, only, write.caller()),
                write);
    }

    private ResponseEntity<Object> perform(
            BulkOperations.Operation operation,
            boolean dryRun,
            Supplier<KeySearch.Result> search,
            IdempotentWrite write) {
        return write.executeOrReplay(
                () -> {
                    KeySearch.Result found = search.get();
                    return ResponseEntity.ok(
                            dryRun
                                    ? operations.preview(operation, found)
                                    : operations.perform(operation, found, write));
                },
                begun -> ResponseEntity.ok(operations.resume(
                        operation, begun, keys.changedBy(begun, write.caller()), search.get(), write)));
    }

    private static void requireAdministrator(Caller caller) {
        if (caller.organizationsWhere(Action.TOKEN_DEACTIVATE).isEmpty()) {
            caller.require(Action.TOKEN_DEACTIVATE);
        }
    }
}
