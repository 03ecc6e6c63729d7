package io.tokenledger.command.incident;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.text.PlainText;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.StrictBody;
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
    private final BulkActs acts;

    DeactivationEndpoint(KeySearch keys, BulkActs acts) {
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
    BulkAnswer deactivate(@RequestBody DeactivationBody body, Caller caller, Origin origin) {
        demandAdministrator(caller);
        body.demandSome();
        KeySearch.Result found = keys.search(body, caller);
        if (body.isDryRun()) {
            return BulkAnswer.dryRun(found);
        }
        return acts.perform(
                BulkActs.Act.DEACTIVATE, null, body.onRecord(), plain(body.reason()), found, caller, origin);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/restorations")
    BulkAnswer restore(
            @PathVariable UUID actId,
            @RequestBody(required = false) @Nullable StageBody body,
            Caller caller,
            Origin origin) {
        return stage(BulkActs.Act.RESTORE, actId, body, caller, origin);
    }

    @PostMapping("/ledger/tokens/deactivations/{actId}/deletions")
    BulkAnswer delete(
            @PathVariable UUID actId,
            @RequestBody(required = false) @Nullable StageBody body,
            Caller caller,
            Origin origin) {
        return stage(BulkActs.Act.DELETE, actId, body, caller, origin);
    }

    /** Of the keys of an earlier act those that are still as it left them. */
    private BulkAnswer stage(BulkActs.Act act, UUID actId, @Nullable StageBody body, Caller caller, Origin origin) {
        demandAdministrator(caller);
        KeySearch.Result found = keys.searchAct(actId, caller);
        if (body != null && Boolean.TRUE.equals(body.dryRun())) {
            return BulkAnswer.dryRun(found);
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
