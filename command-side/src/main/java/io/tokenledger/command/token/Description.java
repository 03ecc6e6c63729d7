package io.tokenledger.command.token;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.text.PlainText;
import org.jspecify.annotations.Nullable;

/** What a key is for, in at most 2,000 characters; line breaks and tabs are fine, other controls are not. */
record Description(String value) {
    private static final int MAX_LENGTH = 2_000;

    /** Holds the parts of many an emoji together. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    Description {
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw RefusalCode.DESCRIPTION_NOT_ALLOWED.because("A description has at most 2,000 characters.");
        }
        if (!value.codePoints().allMatch(Description::isAllowed)) {
            throw RefusalCode.DESCRIPTION_NOT_ALLOWED.because(
                    "A description may not contain control, direction-changing or unpaired characters.");
        }
    }

    /** As a caller sent it; null stays null. */
    static @Nullable Description of(@Nullable String value) {
        return value == null ? null : new Description(value);
    }

    private static boolean isAllowed(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r', '\t', ZERO_WIDTH_JOINER -> true;
            default -> PlainText.isPlain(codePoint);
        };
    }
}
