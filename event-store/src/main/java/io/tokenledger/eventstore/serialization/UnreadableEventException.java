package io.tokenledger.eventstore.serialization;

import org.axonframework.common.AxonTransientException;

/** A newer build has written what this one would have to read. Elsewhere, or later, it may be read. */
public final class UnreadableEventException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message) {
        super(message);
    }
}
