package io.tokenledger.api.text;

import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.problem.ProblemCode;
import java.util.regex.Pattern;

/**
 * Detects credentials in texts that events record permanently and many accounts can read, such as reasons and
 * descriptions.
 */
final class PastedCredential {
    /** The beginning of an API key, or of a JWT. A text may name a prefix alone. */
    private static final Pattern BEGINNING = Pattern.compile(
            "(?<![0-9A-Za-z])(?:" + ApiKeyFormat.ZENML_PRO_PREFIX + "[0-9A-Za-z]{8,}|eyJ[0-9A-Za-z_-]{12,})");

    /** Most of an API key with another prefix or with none. Digests are as long, but have letters of one case only. */
    private static final Pattern REMAINDER = Pattern.compile("[0-9A-Za-z]{60,}");

    private PastedCredential() {}

    static boolean isIn(String text) {
        return BEGINNING.matcher(text).find()
                || REMAINDER.matcher(text).results().anyMatch(run -> isMixed(run.group()));
    }

    /**
     * Rejects a text that contains a credential or the beginning of one.
     *
     * @param field name of the field or parameter
     * @throws io.tokenledger.api.problem.ProblemException with this code
     */
    static void requireNone(String field, String text, ProblemCode code) {
        if (isIn(text)) {
            throw code.because(
                    "'%s' contains text with the form of an API key or API token. The audit trail would keep it"
                            + " permanently. Remove it, and name the key by its id.",
                    field);
        }
    }

    private static boolean isMixed(String text) {
        return text.chars().anyMatch(c -> c <= '9')
                && text.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
                && text.chars().anyMatch(c -> c >= 'a');
    }
}
