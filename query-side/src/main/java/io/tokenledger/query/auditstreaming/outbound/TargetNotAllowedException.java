package io.tokenledger.query.auditstreaming.outbound;

import java.io.IOException;

/** A target that the ledger does not connect to. The message names no address, because it is shown to callers. */
public final class TargetNotAllowedException extends IOException {
    private static final long serialVersionUID = 1L;

    TargetNotAllowedException(String message) {
        super(message);
    }
}
