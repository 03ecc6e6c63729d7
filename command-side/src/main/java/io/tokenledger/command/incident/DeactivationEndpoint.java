package io.tokenledger.command.incident;

import io.tokenledger.access.apikey.FindBulkAct;
import io.tokenledger.access.apikey.FindTokens;
import io.tokenledger.access.apikey.FoundTokens;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.PlainText;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.StrictBody;
import io.tokenledger.eventstore.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
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
    /** In one act; more would take longer than a request may. */
    private static final int MOST = 10_000;

    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(8);

    private final QueryGateway queries;
    private final LeakedValues leaked;
    private final BulkActs acts;

    DeactivationEndpoint(QueryGateway queries, LeakedValues leaked, BulkActs acts) {
        this.queries = queries;
        this.leaked = leaked;
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
        Map<String, String> filter = body.filter() == null ? Map.of() : body.filter();
        FoundTokens found = ask(new FindTokens(filter, leaked.keys(body), caller, MOST));
        if (found.total() > MOST) {
            throw RefusalCode.BAD_VALUE.because(
                    "%d keys match, and one act is about 10,000 at most: narrow the filter.", found.total());
        }
        if (body.isDryRun()) {
            return new BulkAnswer(null, true, found.total(), 0, 0, 0, List.of(), found.tokens());
        }
        return acts.perform(
                BulkActs.Act.DEACTIVATE, null, body.onRecord(), plain(body.reason()), found.tokens(), caller, origin);
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

    /** Of the keys of an earlier act, those that nobody has touched since. */
    private BulkAnswer stage(BulkActs.Act act, UUID actId, @Nullable StageBody body, Caller caller, Origin origin) {
        demandAdministrator(caller);
        FoundTokens found = ask(new FindBulkAct(actId, caller));
        if (body != null && Boolean.TRUE.equals(body.dryRun())) {
            return new BulkAnswer(null, true, found.total(), 0, 0, 0, List.of(), found.tokens());
        }
        return acts.perform(
                act,
                actId,
                Map.of("deactivation", actId.toString()),
                body == null ? null : plain(body.reason()),
                found.tokens(),
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

    private FoundTokens ask(Object question) {
        try {
            return queries.query(question, FoundTokens.class)
                    .get(Patience.left(LONGEST_SEARCH).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(refused);
        } catch (TimeoutException absent) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(5, "The search for these keys took too long.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(5, "The ledger is stopping.");
        }
    }
}
