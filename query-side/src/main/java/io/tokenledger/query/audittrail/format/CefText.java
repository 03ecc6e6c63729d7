package io.tokenledger.query.audittrail.format;

/** How CEF escapes: a pipe ends a field of the header, an equals sign a key of the extension, a line break everything. */
final class CefText {
    private CefText() {}

    static String ofHeader(String text) {
        return escaped(text, '|');
    }

    /** Line breaks are CEF's own escapes. For other unseen characters it has none: they become text that looks like JSON's. */
    static String ofExtension(String text) {
        return escaped(text, '=');
    }

    private static String escaped(String text, char divider) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\' && c != divider)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\\' || c == divider) {
                escaped.append('\\').appendCodePoint(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else if (InvisibleCharacters.is(c)) {
                escaped.append(InvisibleCharacters.spelled(c).replace("\\", "\\\\"));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
