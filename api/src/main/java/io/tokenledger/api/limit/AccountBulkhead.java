package io.tokenledger.api.limit;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import java.time.Duration;
import java.util.Locale;

/**
 * Limits how many operations each account runs at the same time. Half of all permits are reserved for superusers and
 * auditors, so that other accounts cannot lock them out.
 */
public final class AccountBulkhead {
    private static final long RETRY_SECONDS = 5;

    private final Bulkhead bulkhead;
    private final String operations;
    private final Bulkhead.Limit limit;
    private final Duration maxWait;

    AccountBulkhead(Bulkhead bulkhead, String operations, Bulkhead.Limit limit, Duration maxWait) {
        this.bulkhead = bulkhead;
        this.operations = operations;
        this.limit = limit;
        this.maxWait = maxWait;
    }

    /**
     * Acquires a permit for the caller's account, or throws: 429 if the account holds its maximum, 503 if all accounts
     * together do.
     */
    public Bulkhead.Permit acquire(Caller caller) {
        Bulkhead.Limit bounds =
                caller.may(Action.LEDGER_READ) ? limit : limit.withMaxTotal(Math.max(1, limit.maxTotal() / 2));
        Bulkhead.Permit permit = bulkhead.tryAcquire(caller.accountId(), bounds, maxWait);
        if (permit != null) {
            return permit;
        }
        if (bulkhead.used(caller.accountId()) >= limit.maxPerKey()) {
            throw ProblemCode.TOO_MANY_CONCURRENT_REQUESTS.retryAfter(
                    RETRY_SECONDS,
                    String.format(
                            Locale.ROOT,
                            "Your account already runs the maximum number of %s: %d.",
                            operations,
                            limit.maxPerKey()));
        }
        throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(
                RETRY_SECONDS, "Other accounts run the maximum number of " + operations + ".");
    }
}
