package io.tokenledger.access.web;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Bounds what takes long: one at a time for each account, and a few for all, of which half are kept for who reads the ledger
 * as a whole. So nobody keeps the auditors out by asking slowly.
 */
public final class Slots {
    private static final long RETRY_SECONDS = 10;

    private final int most;
    private final String full;
    private final Set<UUID> taken = new HashSet<>();

    /** @param full what who finds no slot is told */
    public Slots(int most, String full) {
        this.most = most;
        this.full = full;
    }

    /** Give it back in a {@code finally}. */
    public synchronized void take(Caller caller) {
        int forThisCaller = caller.may(Action.LEDGER_READ) ? most : Math.max(1, most / 2);
        if (taken.size() >= forThisCaller || !taken.add(caller.accountId())) {
            throw RefusalCode.STORE_UNAVAILABLE.retryAfter(RETRY_SECONDS, full);
        }
    }

    public synchronized void giveBack(Caller caller) {
        taken.remove(caller.accountId());
    }
}
