package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import java.io.IOException;

/** Thrown by the reading of a body at the first byte that is not UTF-8. */
final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    static RefusedException refused() {
        return RefusalCode.MALFORMED_ENCODING.because("The body is not UTF-8.");
    }
}
