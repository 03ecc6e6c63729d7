package io.tokenledger.api.request;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.io.IOException;

/** Thrown while a body is read, as soon as it proves not to be UTF-8. */
public final class InvalidUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    public static ProblemException problem() {
        return ProblemCode.MALFORMED_ENCODING.because("The body is not UTF-8.");
    }
}
