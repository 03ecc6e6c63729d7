package io.tokenledger.query.audittrail.format;

import java.util.HexFormat;

/**
 * Characters that nobody sees: line breaks and other controls, what changes the direction, halves of characters. They end a
 * line in one program and not in the next, and let a name look like another; so every format spells them out.
 */
final class InvisibleCharacters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // spells Persian
    private static final int ZERO_WIDTH_JOINER = 0x200D; // holds the parts of many an emoji together

    private static final String REPLACEMENT = "\ufffd";

    private static final HexFormat HEX = HexFormat.of();

    private InvisibleCharacters() {}

    static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    /**
     * As JSON spells it, <code>&#92;u202e</code>; by two of these what is beyond the first 65,536. Half a character is none, and
     * no store keeps it: readers of JSON would refuse its whole line.
     */
    static String spelled(int codePoint) {
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
