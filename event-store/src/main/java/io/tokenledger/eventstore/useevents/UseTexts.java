package io.tokenledger.eventstore.useevents;

import io.tokenledger.eventstore.jdbc.Ipv4Text;
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
    private static final int GROUP_BITS = 7;
    private static final int MORE = 1 << GROUP_BITS;

    /** Each text is the same placeholder. */
    static UseTexts gone(String placeholder) {
        return new UseTexts(placeholder, placeholder, placeholder);
    }

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] address = Ipv4Text.bytes(ip);
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
