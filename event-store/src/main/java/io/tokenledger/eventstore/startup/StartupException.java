package io.tokenledger.eventstore.startup;

/** The ledger cannot start; the message says why and what to do, in one sentence that is shown without a stack trace. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
