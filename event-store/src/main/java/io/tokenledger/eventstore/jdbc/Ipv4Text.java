package io.tokenledger.eventstore.jdbc;

import org.jspecify.annotations.Nullable;

/** Reads the usual text of an IPv4 address. Unlike {@code InetAddress}, it never takes another text for a name to look up. */
public final class Ipv4Text {
    private static final int BYTES = 4;
    private static final int MAX_DIGITS = 3;
    private static final int MAX_DIGIT = 9;
    private static final int TEN = 10;

    private Ipv4Text() {}

    /** The bytes of the address; null if this is not the usual text of an IPv4 address. */
    public static byte @Nullable [] bytes(String text) {
        byte[] bytes = new byte[BYTES];
        int begin = 0;
        for (int i = 0; i < BYTES; i++) {
            int end = i == BYTES - 1 ? text.length() : text.indexOf('.', begin);
            int number = end < 0 ? -1 : number(text.substring(begin, end));
            if (number < 0) {
                return null;
            }
            bytes[i] = (byte) number;
            begin = end + 1;
        }
        return bytes;
    }

    /** A number from 0 to 255 without leading zeros; -1 for any other text. */
    private static int number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > MAX_DIGIT) {
                return -1;
            }
            number = number * TEN + digit;
        }
        return number < 1 << Byte.SIZE ? number : -1;
    }
}
