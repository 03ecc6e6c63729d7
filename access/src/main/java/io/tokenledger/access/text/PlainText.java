package io.tokenledger.access.text;

/** Text that looks like what it is: no character that is invisible, changes the direction, or is half of one. */
public final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

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

    /** What a stranger wrote, on one harmless line. */
    public static String harmless(String text) {
        boolean clean = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (clean) {
            return text;
        }
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> harmless.appendCodePoint(isPlain(c) ? c : REPLACEMENT));
        return harmless.toString();
    }
}
