package io.tokenledger.query.audittrail.format;

/** Escapes text for CEF: pipes in the header, equals signs in the extension, line breaks and backslashes in both. */
final class CefText {
    private CefText() {}

    static String ofHeader(String text) {
        return escaped(text, '|');
    }

    /**
     * Escapes line breaks as CEF defines. CEF has no escapes for other invisible characters, so these become text in
     * the style of JSON escapes.
     */
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
            } else if (InvisibleCharacters.isInvisible(c)) {
                escaped.append(InvisibleCharacters.escape(c).replace("\\", "\\\\"));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
