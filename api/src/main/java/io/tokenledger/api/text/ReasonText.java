package io.tokenledger.api.text;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The rules for the reason that a caller gives for a change. The events of the change record it. */
public final class ReasonText {
    /** The name of the parameter and of the member of a body. */
    public static final String NAME = "reason";

    /** The effect of the parameter, as a phrase for the OpenAPI document. */
    public static final String MEANING = "why the change is made, at most 500 characters; the audit trail shows it";

    private ReasonText() {}

    /**
     * The reason as it is recorded: without long texts that may be a secret, because many accounts can read it.
     *
     * @return null if the caller gives no reason
     * @throws io.tokenledger.api.problem.ProblemException if the reason is longer than 500 characters or contains a credential
     */
    public static @Nullable String recorded(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.length() > ApiLimits.MAX_REASON_LENGTH) {
            throw ProblemCode.BAD_VALUE.because(
                    "'reason' must have at most %d characters.", ApiLimits.MAX_REASON_LENGTH);
        }
        PastedCredential.requireNone(NAME, reason, ProblemCode.BAD_VALUE);
        return PlainText.sanitize(reason);
    }
}
