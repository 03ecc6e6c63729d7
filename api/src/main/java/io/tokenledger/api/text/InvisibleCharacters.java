package io.tokenledger.api.text;

/**
 * Characters that print nothing: the property {@code Default_Ignorable_Code_Point} of Unicode 16, and the blank Braille
 * pattern. Two names that differ only in them look the same. The JDK does not know the property, and the ICU library
 * that does has 14 MB.
 */
final class InvisibleCharacters {
    private static final int BRAILLE_BLANK = 0x2800;

    /** First and last character of each range, in ascending order. */
    private static final int[][] IGNORABLE = {
        {0x00AD, 0x00AD},
        {0x034F, 0x034F},
        {0x061C, 0x061C},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x200B, 0x200F},
        {0x202A, 0x202E},
        {0x2060, 0x206F},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFF8},
        {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A},
        {0xE0000, 0xE0FFF}
    };

    private InvisibleCharacters() {}

    static boolean contains(int codePoint) {
        if (codePoint == BRAILLE_BLANK) {
            return true;
        }
        for (int[] range : IGNORABLE) {
            if (codePoint <= range[1]) {
                return codePoint >= range[0];
            }
        }
        return false;
    }
}
