package io.tokenledger.query.auditstreaming;

import java.io.IOException;

/** A webhook answered a message with a status other than 2xx. */
final class WebhookStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    WebhookStatusException(int status) {
        super("the webhook answered " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
