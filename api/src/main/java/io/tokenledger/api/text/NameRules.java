package io.tokenledger.api.text;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules for names: people must be able to tell them apart, and URLs must be able to contain them. {@link NormalizedName}
 * decides which names are the same.
 */
public final class NameRules {
    /** Maximum number of characters. */
    public static final int MAX_LENGTH = 255;

    /** Blanks of Unicode, such as the no-break space, which {@code String.strip} keeps. */
    private static final Pattern SURROUNDING_BLANKS = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    /** Servers and clients resolve these segments of a path, or treat the characters as separators. */
    private static final Pattern NOT_ADDRESSABLE = Pattern.compile("\\.{1,2}|.*[/\\\\].*", Pattern.DOTALL);

    /** Scripts whose letters look alike (Unicode TR 39). */
    private static final Set<UnicodeScript> CONFUSABLE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE);

    private NameRules() {}

    /**
     * The name without surrounding blanks.
     *
     * @throws ProblemException if it is empty or longer than {@link #MAX_LENGTH}, has characters that print nothing,
     *     mixes scripts that look alike, cannot be part of a URL, or looks like an id
     */
    public static String require(String name) {
        String value = SURROUNDING_BLANKS.matcher(name).replaceAll("");
        if (value.isEmpty()) {
            throw refused("A name must not be empty.");
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw refused("A name must have at most " + MAX_LENGTH + " characters.");
        }
        if (!PlainText.isPlain(value) || value.codePoints().anyMatch(InvisibleCharacters::contains)) {
            throw refused("A name must not contain control, invisible, direction-changing or unpaired characters.");
        }
        if (mixesConfusableScripts(value)) {
            throw refused("A name must not mix scripts whose letters look alike, such as Latin and Cyrillic.");
        }
        String normalized = NormalizedName.of(value);
        if (NOT_ADDRESSABLE.matcher(value).matches()
                || NOT_ADDRESSABLE.matcher(normalized).matches()) {
            throw refused("A name must not contain / or \\, and must not be . or .., because URLs contain it.");
        }
        requireNoId(normalized);
        return value;
    }

    /** Rejects a name that looks like an id, because routes accept an id or a name. */
    public static void requireNoId(String name) {
        if (ResourceIds.parse(name).isPresent()) {
            throw refused("A name must not look like an id, that is, like a UUID.");
        }
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
