package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.text.PlainText;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Name of a key: 1 to 255 visible characters, with letters from at most one of the scripts that look alike. */
record TokenName(String value) {
    static final int MAX_LENGTH = 255;

    /** Scripts whose letters look alike (Unicode TR 39). */
    private static final Set<UnicodeScript> CONFUSABLE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE);

    TokenName {
        value = value.strip();
        if (value.isEmpty()) {
            throw refused("A name must not be empty.");
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw refused("A name must have at most " + MAX_LENGTH + " characters.");
        }
        if (!PlainText.isPlain(value)) {
            throw refused("A name must not contain control, invisible, direction-changing or unpaired characters.");
        }
        if (mixesConfusableScripts(value)) {
            throw refused("A name must not mix scripts whose letters look alike, such as Latin and Cyrillic.");
        }
    }

    /** The name that a caller sent; null counts as an empty name. */
    static TokenName of(@Nullable String value) {
        return new TokenName(value == null ? "" : value);
    }

    private static boolean mixesConfusableScripts(String value) {
        return value.codePoints()
                        .mapToObj(UnicodeScript::of)
                        .filter(CONFUSABLE::contains)
                        .distinct()
                        .count()
                > 1;
    }

    private static ProblemException refused(String message) {
        return ProblemCode.NAME_NOT_ALLOWED.because(message);
    }
}
