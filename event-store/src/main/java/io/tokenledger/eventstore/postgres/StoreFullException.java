package io.tokenledger.eventstore.postgres;

import org.axonframework.common.AxonTransientException;

/** Nothing can be appended until somebody makes room; reads go on. */
public final class StoreFullException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    public StoreFullException(String message) {
        super(message);
    }
}
