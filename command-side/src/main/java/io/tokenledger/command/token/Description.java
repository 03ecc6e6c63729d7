package io.tokenledger.command.token;

import io.tokenledger.access.refusal.RefusalCode;
import org.jspecify.annotations.Nullable;

/** What a key is for, in at most 2,000 characters; line breaks and tabs are fine, other controls are not. */
public record Description(String value) {
    private static final int MAX_LENGTH = 2_000;

    public Description {
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw RefusalCode.DESCRIPTION_NOT_ALLOWED.because("A description has at most 2,000 characters.");
        }
        if (!value.codePoints().allMatch(Description::isPlain)) {
            throw RefusalCode.DESCRIPTION_NOT_ALLOWED.because(
                    "A description may not contain control, direction-changing or unpaired characters.");
        }
    }

    /** As a caller sent it; null stays null. */
    public static @Nullable Description of(@Nullable String value) {
        return value == null ? null : new Description(value);
    }

    private static boolean isPlain(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
            return true;
        }
        int type = Character.getType(codePoint);
        boolean changesDirection = type == Character.FORMAT && codePoint != 0x200D;
        return !changesDirection && type != Character.CONTROL && type != Character.SURROGATE;
    }
}
