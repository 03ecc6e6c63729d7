package io.tokenledger.api.request;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.io.IOException;

/** Thrown by the reading of a body that takes longer than anybody needs who means well. */
public final class BodyTooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    public static ProblemException refused() {
        return ProblemCode.BODY_TOO_SLOW.because("The body did not arrive in time.");
    }
}
