package io.tokenledger.api.request;

import java.io.IOException;

/** Thrown when a body is longer than its maximum length. The bytes beyond it are not kept. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
}
