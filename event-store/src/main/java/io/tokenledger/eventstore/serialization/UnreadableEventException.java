package io.tokenledger.eventstore.serialization;

import org.axonframework.common.AxonTransientException;

/** Thrown if this build must read an event that only a newer build can read. A retry may succeed elsewhere or later. */
public final class UnreadableEventException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message) {
        super(message);
    }
}
