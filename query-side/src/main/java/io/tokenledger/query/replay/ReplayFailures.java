package io.tokenledger.query.replay;

import org.springframework.core.NestedExceptionUtils;

/** Describes a failure for operators in one line: the positions and the root cause, without row values. */
final class ReplayFailures {
    private static final int MAX_LENGTH = 500;

    private ReplayFailures() {}

    static String of(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String first = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String where = failure instanceof IllegalStateException && failure.getCause() != null
                ? failure.getMessage() + ": "
                : "";
        String text = where + first.lines().findFirst().orElse("");
        return text.substring(0, Math.min(MAX_LENGTH, text.length()));
    }
}
