package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import java.io.IOException;

/** Thrown by the reading of a body that takes longer than anybody needs who means well. */
final class BodyTooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    static RefusedException refused() {
        return RefusalCode.BODY_TOO_SLOW.because("The body did not arrive in time.");
    }
}
