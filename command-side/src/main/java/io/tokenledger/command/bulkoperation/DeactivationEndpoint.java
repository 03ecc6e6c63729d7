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
 * Ends many keys at once, in stages: deactivate them and watch who still knocks, then restore what was needed after all,
 * or delete. Each act finds only keys whose organization, or instance, the caller administers.
 */
@RestController
@Requires(value = Action.SELF, inside = Action.TOKEN_DEACTIVATE)
class DeactivationEndpoint {
    private final KeySearch keys;
    private final BulkOperations acts;

    DeactivationEndpoint(KeySearch keys, BulkOperations acts) {
        this.keys = keys;
        this.acts = acts;
    }

    /**
     * Why keys are restored or deleted.
     *
     * @param dryRun tells what would be done, and does nothing
     */
    record StageBody(@Nullable String reason, @Nullable Boolean dryRun) implements StrictBody {}

    @PostMapping("/ledger/tokens/deactivations")
    BulkOperationResponse deactivate(@RequestBody DeactivationRequest body, Caller caller, RequestOrigin origin) {
        demandAdministrator(caller);
        body.demandSome();
        KeySearch.Result found = keys.search(body, caller);
        if (body.isDryRun()) {
            return BulkOperationResponse.dryRun(found);
        }
        return acts.perform(
                BulkOperations.Act.DEACTIVATE, null, body.onRecord(), plain(body.reason()), found, caller, origin);
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

    /** Of the keys of an earlier act those that are still as it left them. */
    private BulkOperationResponse stage(
            BulkOperations.Act act, UUID actId, @Nullable StageBody body, Caller caller, RequestOrigin origin) {
        demandAdministrator(caller);
        KeySearch.Result found = keys.searchAct(actId, caller);
        if (body != null && Boolean.TRUE.equals(body.dryRun())) {
            return BulkOperationResponse.dryRun(found);
        }
        return acts.perform(
                act,
                actId,
                Map.of("deactivation", actId.toString()),
                body == null ? null : plain(body.reason()),
                found,
                caller,
                origin);
    }

    /** A reason is shown to many, so what may be a pasted credential is taken out. */
    private static @Nullable String plain(@Nullable String reason) {
        return reason == null ? null : PlainText.harmless(reason);
    }

    private static void demandAdministrator(Caller caller) {
        if (caller.organizationsWhere(Action.TOKEN_DEACTIVATE).isEmpty()) {
            caller.demand(Action.TOKEN_DEACTIVATE);
        }
    }
}
