package io.tokenledger.command.idempotency;

import org.axonframework.commandhandling.CommandExecutionException;

/** Another write with the same {@code Idempotency-Key} was committed first; this one did nothing. */
public final class RepeatedWriteException extends CommandExecutionException {
    private static final long serialVersionUID = 1L;

    RepeatedWriteException() {
        super("the same write was done before", null, null, false);
    }
}
