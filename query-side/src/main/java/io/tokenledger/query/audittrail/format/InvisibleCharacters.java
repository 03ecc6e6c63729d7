package io.tokenledger.query.audittrail.format;

import java.util.HexFormat;

/**
 * Invisible characters: line breaks and other controls, direction marks, unpaired surrogates. Some programs end a line
 * at them and others do not, and they can make one name look like another. Every format therefore escapes them.
 */
final class InvisibleCharacters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // Persian spelling needs it
    private static final int ZERO_WIDTH_JOINER = 0x200D; // joins the parts of many emoji

    private static final String REPLACEMENT = "\ufffd";

    private static final HexFormat HEX = HexFormat.of();

    private InvisibleCharacters() {}

    static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    /**
     * The JSON escape, <code>&#92;u202e</code>, or two of them for a code point above U+FFFF. An unpaired surrogate
     * becomes the replacement character, because JSON readers would reject the whole line.
     */
    static String escape(int codePoint) {
        if (Character.getType(codePoint) == Character.SURROGATE) {
            return REPLACEMENT;
        }
        StringBuilder spelled = new StringBuilder(6);
        for (char unit : Character.toChars(codePoint)) {
            spelled.append("\\u").append(HEX.toHexDigits(unit));
        }
        return spelled.toString();
    }
}
