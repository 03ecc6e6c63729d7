package io.tokenledger.eventstore.postgres;

import org.axonframework.common.AxonTransientException;

/** Thrown if the disk of the store is full: appends fail until an operator frees disk space, while reads continue. */
public final class StoreFullException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    public StoreFullException(String message) {
        super(message);
    }
}
