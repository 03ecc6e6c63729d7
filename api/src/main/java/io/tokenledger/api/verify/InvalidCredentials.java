package io.tokenledger.api.verify;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;

/** The same words for every reason: unknown, expired, deactivated, wrong. The ledger knows which; the caller does not. */
public final class InvalidCredentials {
    private InvalidCredentials() {}

    public static ProblemException of(VerificationResult.Refused refused) {
        return refused.retryAfter() == null
                ? notValid()
                : tooMany(refused.retryAfter().toSeconds());
    }

    public static ProblemException notValid() {
        return ProblemCode.CREDENTIALS_NOT_VALID.because("Authentication error: the credentials are not valid.");
    }

    private static ProblemException tooMany(long seconds) {
        return ProblemCode.TOO_MANY_REFUSALS.retryAfter(seconds, "Too many invalid credentials from this address.");
    }
}
