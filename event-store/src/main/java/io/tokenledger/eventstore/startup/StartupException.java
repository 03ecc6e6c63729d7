package io.tokenledger.eventstore.startup;

/** Thrown if the ledger cannot start. The message says why and what to do, and is shown without a stack trace. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
