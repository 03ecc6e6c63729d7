package io.tokenledger.api.credential;

import org.jspecify.annotations.Nullable;

/**
 * Fixed-width base 62 with the digits {@code 0-9A-Za-z}, big-endian, left-padded with {@code 0}. Numbers are arrays of
 * 32-bit limbs, most significant first. Each number has exactly one text; a text whose number does not fit is rejected.
 */
final class Base62 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RADIX = 62;
    private static final long LIMB = 0xFFFF_FFFFL;

    private Base62() {}

    /** Appends the number in {@code width} digits, and overwrites the limbs. */
    static void append(StringBuilder out, int[] limbs, int width) {
        char[] digits = new char[width];
        for (int position = width - 1; position >= 0; position--) {
            long remainder = 0;
            for (int i = 0; i < limbs.length; i++) {
                long current = (remainder << 32) | (limbs[i] & LIMB);
                limbs[i] = (int) (current / RADIX);
                remainder = current % RADIX;
            }
            digits[position] = DIGITS.charAt((int) remainder);
        }
        out.append(digits);
    }

    /**
     * The number in the digits from {@code start} to {@code end}; null if a digit is invalid or the number does not
     * fit.
     */
    static int @Nullable [] read(String text, int start, int end, int limbCount) {
        int[] limbs = new int[limbCount];
        for (int position = start; position < end; position++) {
            long carry = digit(text.charAt(position));
            if (carry < 0) {
                return null;
            }
            for (int i = limbCount - 1; i >= 0; i--) {
                long current = (limbs[i] & LIMB) * RADIX + carry;
                limbs[i] = (int) current;
                carry = current >>> 32;
            }
            if (carry != 0) {
                return null;
            }
        }
        return limbs;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 10;
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 36;
        }
        return -1;
    }
}
