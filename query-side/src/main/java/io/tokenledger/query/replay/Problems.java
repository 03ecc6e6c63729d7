package io.tokenledger.query.replay;

import org.jspecify.annotations.Nullable;

/** A failure as an operator reads it: each cause once, in one line, without values of rows. */
final class Problems {
    private static final int LONGEST = 500;

    private Problems() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable cause = failure; cause != null && text.length() < LONGEST; cause = cause.getCause()) {
            String message = cause.getClass().getSimpleName() + ": " + cause.getMessage();
            text.append(text.isEmpty() ? "" : "; ")
                    .append(message.lines().findFirst().orElse(""));
        }
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
