package io.tokenledger.eventstore.useevents;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The personal texts of a use, in few bytes. Each text is preceded by its length plus one, as a variable-length integer,
 * or by 0 if it is null. An IPv4 address has 0 and four bytes.
 */
record UseTexts(
        String ip, @Nullable String userAgent, @Nullable String target) {
    private static final int IPV4_BYTES = 4;
    private static final int MAX_DIGITS = 3;
    private static final int MAX_DIGIT = 9;
    private static final int TEN = 10;
    private static final int GROUP_BITS = 7;
    private static final int MORE = 1 << GROUP_BITS;

    /** Each text is the same placeholder. */
    static UseTexts gone(String placeholder) {
        return new UseTexts(placeholder, placeholder, placeholder);
    }

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] address = ipv4(ip);
        if (address == null) {
            write(ip, bytes);
        } else {
            bytes.write(0);
            bytes.writeBytes(address);
        }
        write(userAgent, bytes);
        write(target, bytes);
        return bytes.toByteArray();
    }

    static UseTexts read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        String text = readText(bytes);
        String ip = text == null ? readIpv4(bytes) : text;
        return new UseTexts(ip, readText(bytes), readText(bytes));
    }

    private static void write(@Nullable String text, ByteArrayOutputStream bytes) {
        byte[] encoded = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int rest = text == null ? 0 : encoded.length + 1;
        while (rest >= MORE) {
            bytes.write(rest % MORE + MORE);
            rest /= MORE;
        }
        bytes.write(rest);
        bytes.writeBytes(encoded);
    }

    private static @Nullable String readText(ByteBuffer bytes) {
        int length = 0;
        int shift = 0;
        byte group;
        do {
            group = bytes.get();
            length += (group & (MORE - 1)) << shift;
            shift += GROUP_BITS;
        } while (group < 0);
        if (length == 0) {
            return null;
        }
        byte[] encoded = new byte[length - 1];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    /** The bytes of the address; null if this is not the usual text of an IPv4 address. */
    private static byte @Nullable [] ipv4(String text) {
        byte[] bytes = new byte[IPV4_BYTES];
        int begin = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = i == IPV4_BYTES - 1 ? text.length() : text.indexOf('.', begin);
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

    private static String readIpv4(ByteBuffer bytes) {
        byte[] address = new byte[IPV4_BYTES];
        bytes.get(address);
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address.", e);
        }
    }
}
