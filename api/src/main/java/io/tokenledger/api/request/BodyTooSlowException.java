package io.tokenledger.api.request;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.io.IOException;

/** Thrown when a body does not arrive within its time limit. */
public final class BodyTooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    public static ProblemException problem() {
        return ProblemCode.BODY_TOO_SLOW.because("The body did not arrive in time.");
    }
}
