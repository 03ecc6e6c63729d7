package io.tokenledger.api.request;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes percent-encoded UTF-8 (RFC 3986, section 2.1) in queries and forms. Other encodings are rejected. */
public final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * Decodes a text; a plus is a space.
     *
     * @throws ProblemException if an escape is malformed, or the bytes are not UTF-8
     */
    public static String decode(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte octet = bytes[i];
            if (octet == '%') {
                octet = escaped(bytes, i);
                i += 2;
            } else if (octet == '+') {
                octet = ' ';
            }
            bytes[length++] = octet;
        }
        String text = Utf8.decode(bytes, length);
        if (text == null) {
            throw malformed("Percent-encoded bytes must be UTF-8.");
        }
        return text;
    }

    /** The names of a query's parameters, decoded. */
    public static Set<String> names(@Nullable String query) {
        Set<String> names = new HashSet<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                names.add(decode(equals < 0 ? pair : pair.substring(0, equals)));
            }
        }
        return names;
    }

    private static byte escaped(byte[] bytes, int at) {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw malformed("A '%' must be followed by two hexadecimal digits.");
        }
        return (byte) (high << 4 | low);
    }

    private static ProblemException malformed(String message) {
        return ProblemCode.MALFORMED_ENCODING.because(message);
    }
}
