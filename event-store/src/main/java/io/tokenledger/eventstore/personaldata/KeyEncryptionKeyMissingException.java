package io.tokenledger.eventstore.personaldata;

import org.axonframework.common.AxonTransientException;

/**
 * Thrown if a subject key is wrapped with a key-encryption key that this process does not have. The work can be retried
 * after an operator has restored the file.
 */
public final class KeyEncryptionKeyMissingException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    KeyEncryptionKeyMissingException(String message) {
        super(message);
    }
}
