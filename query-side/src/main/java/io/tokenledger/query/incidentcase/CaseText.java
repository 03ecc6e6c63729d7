package io.tokenledger.query.incidentcase;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.text.TextRules;
import io.tokenledger.query.QueryLimits;
import org.jspecify.annotations.Nullable;

/** Texts that people write into a case. Pasted credentials are rejected. */
final class CaseText {
    private static final int MAX_TITLE = 255;

    private CaseText() {}

    /**
     * The title of a case on one line.
     *
     * @throws ProblemException if it is absent, empty or longer than 255 characters, or has characters that print nothing
     */
    static String title(@Nullable String title) {
        String text = required("title", title, MAX_TITLE);
        if (!PlainText.isPlain(text)) {
            throw ProblemCode.BAD_VALUE.because("'title' must be one line without control characters.");
        }
        return text;
    }

    /**
     * A note or a conclusion, which may have several lines.
     *
     * @throws ProblemException if it is absent, empty or longer than 4,000 characters, or has characters that print nothing
     */
    static String note(String field, @Nullable String note) {
        String text = required(field, note, QueryLimits.MAX_CASE_NOTE_LENGTH);
        if (!TextRules.isText(text)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'%s' must not contain control, direction-changing or unpaired characters.", field);
        }
        return text;
    }

    private static String required(String field, @Nullable String value, int most) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > most) {
            throw ProblemCode.BAD_VALUE.because("'" + field + "' must have 1 to " + most + " characters.");
        }
        TextRules.requireNoCredential(field, text);
        return text;
    }
}
