package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.idempotency.WriteRequest;
import java.util.Map;
import java.util.UUID;
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
     * @param dryRun whether to report the selected keys without changing them
     */
    record StageBody(@Nullable String reason, @Nullable Boolean dryRun) implements StrictBody {}

    @PostMapping("/ledger/tokens/deactivations")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BulkOperationResponse.class)))
    ResponseEntity<Object> deactivate(@RequestBody DeactivationRequest body, WriteRequest request) {
        IdempotentWrite write = request.of(body.distinguished());
        requireAdministrator(write.caller());
        body.requireSelection();
        return write.executeOrReplay(
                () -> {
                    KeySearch.Result found = keys.search(body, write.caller());
                    return ResponseEntity.ok(
                            body.isDryRun()
                                    ? BulkOperationResponse.dryRun(found)
                                    : operations.perform(
                                            BulkOperations.Act.DEACTIVATE,
                                            null,
                                            body.onRecord(),
                                            redact(body.reason()),
                                            found,
                                            write));
                },
                DeactivationEndpoint::interrupted);
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
        return write.executeOrReplay(
                () -> {
                    KeySearch.Result found = keys.searchOperation(actId, write.caller());
                    return ResponseEntity.ok(
                            body != null && Boolean.TRUE.equals(body.dryRun())
                                    ? BulkOperationResponse.dryRun(found)
                                    : operations.perform(
                                            act,
                                            actId,
                                            Map.of("deactivation", actId.toString()),
                                            body == null ? null : redact(body.reason()),
                                            found,
                                            write));
                },
                DeactivationEndpoint::interrupted);
    }

    /** The operation was begun under the same key, and its answer is not stored yet, or never will be. */
    private static ResponseEntity<Object> interrupted(UUID operation) {
        throw ProblemCode.REQUEST_IN_PROGRESS.because(
                "This request has begun the operation %1$s, which is in progress or was interrupted."
                        + " GET /ledger/tokens/deactivations/%1$s shows each key. To continue, use a new Idempotency-Key.",
                operation);
    }

    /** Removes text that may be a pasted credential, because many accounts can read a reason. */
    private static @Nullable String redact(@Nullable String reason) {
        return reason == null ? null : PlainText.sanitize(reason);
    }

    private static void requireAdministrator(Caller caller) {
        if (caller.organizationsWhere(Action.TOKEN_DEACTIVATE).isEmpty()) {
            caller.require(Action.TOKEN_DEACTIVATE);
        }
    }
}
