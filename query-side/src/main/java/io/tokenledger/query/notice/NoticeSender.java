package io.tokenledger.query.notice;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Sends notices in one way, and records what was sent. */
public interface NoticeSender {
    /**
     * Sends the notices that were not sent yet.
     *
     * @param mayContinue asked before each message; if false, a later run or another process sends the rest
     * @return what became of the messages; empty if messages may be pending and none was tried
     */
    Optional<SendResult> sendPending(BooleanSupplier mayContinue);
}
