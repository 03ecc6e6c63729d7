package io.tokenledger.api.verify;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;

/**
 * Problems for refused credentials. The message is the same for every reason, such as unknown, expired or deactivated;
 * only the ledger records the reason.
 */
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
