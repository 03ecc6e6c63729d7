package io.tokenledger.allinone;

/** The ledger cannot start; the message says why and what to do, in one sentence that is shown without a stack trace. */
final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }

    StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
