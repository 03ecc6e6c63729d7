package io.tokenledger.query.notice;

import java.util.function.BooleanSupplier;

/** Sends notices in one way, and records what was sent. */
public interface NoticeSender {
    /**
     * Sends the notices that were not sent yet.
     *
     * @param mayContinue asked before each message; if false, another process sends the rest
     */
    void sendPending(BooleanSupplier mayContinue);
}
