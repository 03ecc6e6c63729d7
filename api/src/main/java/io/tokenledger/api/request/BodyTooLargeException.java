package io.tokenledger.api.request;

import java.io.IOException;

/** Thrown when a body is longer than its maximum length. The bytes beyond it are not kept. */
public final class BodyTooLargeException extends IOException {
    /** Maximum length of a body, except on routes that take lists of values. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final long serialVersionUID = 1L;
}
