package io.tokenledger.eventstore;

/** The ledger cannot start; the message says why and what to do, in one sentence that is shown without a stack trace. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
