package io.tokenledger.query.audittrail.format;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One value in its quotes. What it was can be told from what is written: {@link CsvFormat} says how. */
final class CsvCell {
    /** What a spreadsheet skips before it looks for a formula, as a regular expression of spelled-out text. */
    private static final String LEAD_IN = "(?:[\\s\\p{Z}\"'`´‘’“”«»]|\\\\[tnr]|\\\\u[0-9a-f]{4})*+";

    /**
     * Where a cell begins, or would in one of the many countries whose spreadsheets divide cells by semicolons, and then a
     * formula (https://owasp.org/www-community/attacks/CSV_Injection), or a control that a spreadsheet may drop. Apostrophes
     * may lead in, so it finds the same places when its own stand there: that is what makes them removable.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|;)(?=" + LEAD_IN + "[=+\\-@＝＋－＠]|'*+(?:\\\\[tnr]|\\\\u[0-9a-f]{4}))");

    private CsvCell() {}

    static String text(@Nullable Object value) {
        return value == null
                ? ""
                : quoted(FORMULA.matcher(spelled(value.toString())).replaceAll("$1'"));
    }

    /** JSON begins with a brace, so it is no formula; and by its own escapes has no semicolon that could begin one. */
    static String json(Map<String, Object> value) {
        return quoted(LineJson.of(value).replace(";", "\\u003b"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String spelled(String text) {
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
                    if (InvisibleCharacters.is(c)) {
                        spelled.append(InvisibleCharacters.spelled(c));
                    } else {
                        spelled.appendCodePoint(c);
                    }
                }
            }
        });
        return spelled.toString();
    }
}
