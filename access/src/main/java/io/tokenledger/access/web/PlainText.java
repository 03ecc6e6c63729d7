package io.tokenledger.access.web;

/** Keeps what a stranger wrote to one harmless line. */
final class PlainText {
    private PlainText() {}

    /** Replaces control, bidirectional-override and unpaired characters, so that one log line stays one log line. */
    static String withoutControls(String text) {
        boolean clean = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (clean) {
            return text;
        }
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> harmless.appendCodePoint(isHarmless(c) ? c : '\uFFFD'));
        return harmless.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
