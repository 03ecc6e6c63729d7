package io.tokenledger.access.web;

import java.io.IOException;

/** Thrown by the reading of a body once it has passed its bound; nothing beyond the bound was kept. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
}
