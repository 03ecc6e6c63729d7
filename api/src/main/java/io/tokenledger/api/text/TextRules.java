package io.tokenledger.api.text;

import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Rules for texts that callers write. */
public final class TextRules {
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int ZERO_WIDTH_JOINER = 0x200D; // joins the parts of many emoji

    private TextRules() {}

    /**
     * Checks a description: at most 2,000 characters. Line breaks and tabs are allowed, other control characters and
     * credentials are not. Null stays null.
     */
    public static @Nullable String description(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.codePointCount(0, value.length()) > MAX_DESCRIPTION) {
            throw ProblemCode.DESCRIPTION_NOT_ALLOWED.because("'description' must have at most 2,000 characters.");
        }
        if (!isText(value)) {
            throw ProblemCode.DESCRIPTION_NOT_ALLOWED.because(
                    "'description' must not contain control, direction-changing or unpaired characters.");
        }
        PastedCredential.requireNone("description", value, ProblemCode.DESCRIPTION_NOT_ALLOWED);
        return value;
    }

    /**
     * Checks that a text contains no pasted credential, because many accounts can read it.
     *
     * @param field name of the field in the request
     */
    public static void requireNoCredential(String field, String text) {
        PastedCredential.requireNone(field, text, ProblemCode.BAD_VALUE);
    }

    /** Whether a text has only visible characters, blanks, line breaks and tabs. */
    public static boolean isText(String value) {
        return value.codePoints().allMatch(TextRules::isAllowed);
    }

    private static boolean isAllowed(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r', '\t', ZERO_WIDTH_JOINER -> true;
            default -> PlainText.isPlain(codePoint);
        };
    }
}
