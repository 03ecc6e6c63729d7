package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.mvc.StrictBody;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    BulkOperationResponse deactivate(@RequestBody DeactivationRequest body, Caller caller, RequestOrigin origin) {
        requireAdministrator(caller);
        body.requireSelection();
        KeySearch.Result found = keys.search(body, caller);
        if (body.isDryRun()) {
            return BulkOperationResponse.dryRun(found);
        }
        return operations.perform(
                BulkOperations.Act.DEACTIVATE, null, body.onRecord(), redact(body.reason()), found, caller, origin);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/restorations")
    BulkOperationResponse restore(
            @PathVariable UUID actId,
            @RequestBody(required = false) @Nullable StageBody body,
            Caller caller,
            RequestOrigin origin) {
        return stage(BulkOperations.Act.RESTORE, actId, body, caller, origin);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/deletions")
    BulkOperationResponse delete(
            @PathVariable UUID actId,
            @RequestBody(required = false) @Nullable StageBody body,
            Caller caller,
            RequestOrigin origin) {
        return stage(BulkOperations.Act.DELETE, actId, body, caller, origin);
    }

    /** Selects the keys of an earlier operation that are still in the state in which it left them. */
    private BulkOperationResponse stage(
            BulkOperations.Act act, UUID actId, @Nullable StageBody body, Caller caller, RequestOrigin origin) {
        requireAdministrator(caller);
        KeySearch.Result found = keys.searchOperation(actId, caller);
        if (body != null && Boolean.TRUE.equals(body.dryRun())) {
            return BulkOperationResponse.dryRun(found);
        }
        return operations.perform(
                act,
                actId,
                Map.of("deactivation", actId.toString()),
                body == null ? null : redact(body.reason()),
                found,
                caller,
                origin);
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
