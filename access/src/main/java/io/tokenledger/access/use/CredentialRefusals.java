package io.tokenledger.access.use;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;

/** The same words for every reason: unknown, expired, deactivated, wrong. The ledger knows which; the caller does not. */
public final class CredentialRefusals {
    private CredentialRefusals() {}

    public static RefusedException of(UseDecision.Refused refused) {
        return refused.retryAfter() == null
                ? notValid()
                : tooMany(refused.retryAfter().toSeconds());
    }

    public static RefusedException notValid() {
        return RefusalCode.CREDENTIALS_NOT_VALID.because("Authentication error: the credentials are not valid.");
    }

    private static RefusedException tooMany(long seconds) {
        return RefusalCode.TOO_MANY_REFUSALS.retryAfter(seconds, "Too many invalid credentials from this address.");
    }
}
