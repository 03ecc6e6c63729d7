package io.tokenledger.query.audittrail.format;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One quoted value. {@link CsvFormat} describes how a program restores the original value. */
final class CsvCell {
    /** A regular expression for the characters that a spreadsheet skips before a formula, after escaping. */
    private static final String LEAD_IN = "(?:[\\s\\p{Z}\"'`´‘’“”«»]|\\\\[tnr]|\\\\u[0-9a-f]{4})*+";

    /**
     * Matches each place where an apostrophe must be inserted: the start of a cell, if a formula or an escaped control
     * character follows (https://owasp.org/www-community/attacks/CSV_Injection). In many countries, semicolons separate
     * cells, so the pattern also matches after each semicolon. Apostrophes count as lead-in characters. The pattern
     * therefore finds the same places after the insertion, which makes it reversible.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|;)(?=" + LEAD_IN + "[=+\\-@＝＋－＠]|'*+(?:\\\\[tnr]|\\\\u[0-9a-f]{4}))");

    private CsvCell() {}

    static String text(@Nullable Object value) {
        return value == null
                ? ""
                : quoted(FORMULA.matcher(escape(value.toString())).replaceAll("$1'"));
    }

    /**
     * JSON begins with a brace, so it is not a formula. A semicolon in it could begin one in the next cell, so it is
     * escaped.
     */
    static String json(Map<String, Object> value) {
        return quoted(LineJson.of(value).replace(";", "\\u003b"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String escape(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\')) {
            return text;
        }
        StringBuilder spelled = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> spelled.append("\\\\");
                case '\n' -> spelled.append("\\n");
                case '\r' -> spelled.append("\\r");
                case '\t' -> spelled.append("\\t");
                default -> {
                    if (InvisibleCharacters.isInvisible(c)) {
                        spelled.append(InvisibleCharacters.escape(c));
                    } else {
                        spelled.appendCodePoint(c);
                    }
                }
            }
        });
        return spelled.toString();
    }
}
