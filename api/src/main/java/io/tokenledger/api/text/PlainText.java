package io.tokenledger.api.text;

import java.util.regex.Pattern;

/** Text without characters that are invisible, change the direction, or are unpaired surrogates. */
public final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    /** No word of a user agent is this long. */
    private static final int CREDENTIAL_LENGTH = 65;

    /** An API key, a JWT, or any other long text without a break. */
    private static final Pattern CREDENTIAL = Pattern.compile("[0-9A-Za-z._~+/=-]{" + CREDENTIAL_LENGTH + ",}");

    private PlainText() {}

    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Untrusted text on one line: characters that are not plain are replaced, and possible credentials are hidden. */
    public static String sanitize(String text) {
        if (isPrintableAscii(text)) {
            return withoutCredentials(text);
        }
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> harmless.appendCodePoint(isPlain(c) ? c : REPLACEMENT));
        return withoutCredentials(harmless.toString());
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String withoutCredentials(String text) {
        return text.length() < CREDENTIAL_LENGTH
                ? text
                : CREDENTIAL.matcher(text).replaceAll("[hidden]");
    }
}
