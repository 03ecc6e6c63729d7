package io.tokenledger.query.replay;

import org.springframework.core.NestedExceptionUtils;

/** A failure as an operator reads it: where, and the first cause, in one line without values of rows. */
final class ReplayFailures {
    private static final int LONGEST = 500;

    private ReplayFailures() {}

    static String of(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String first = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String where = failure instanceof IllegalStateException && failure.getCause() != null
                ? failure.getMessage() + ": "
                : "";
        String text = where + first.lines().findFirst().orElse("");
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
