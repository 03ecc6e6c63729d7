package io.tokenledger.api.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8 as defined by RFC 3629: no overlong sequences, surrogates or incomplete characters. Jackson and other parsers
 * accept more.
 */
public final class Utf8 {
    private Utf8() {}

    /** The text of these bytes; null if they are not UTF-8. */
    static @Nullable String decode(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /**
     * Checks the bytes of a body that arrive in pieces, by the table of RFC 3629, section 4. Also rejects zero bytes,
     * so that a JSON parser does not mistake the body for UTF-16.
     */
    public static final class Checker {
        private int missing;
        private int minOctet = 0x80;
        private int maxOctet = 0xBF;

        /** Whether these bytes are valid after the previous ones. */
        public boolean accepts(byte[] bytes, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                if (!accepts(bytes[i] & 0xFF)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the last character is complete. */
        public boolean isComplete() {
            return missing == 0;
        }

        private boolean accepts(int octet) {
            if (missing > 0) {
                boolean continues = octet >= minOctet && octet <= maxOctet;
                next(missing - 1, 0x80, 0xBF);
                return continues;
            }
            if (octet < 0x80) {
                return octet != 0; // JSON and forms never have a zero byte; UTF-16 and UTF-32 do
            }
            if (octet < 0xC2 || octet > 0xF4) {
                return false;
            }
            switch (octet) {
                case 0xE0 -> next(2, 0xA0, 0xBF);
                case 0xED -> next(2, 0x80, 0x9F);
                case 0xF0 -> next(3, 0x90, 0xBF);
                case 0xF4 -> next(3, 0x80, 0x8F);
                default -> next(octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3, 0x80, 0xBF);
            }
            return true;
        }

        private void next(int stillMissing, int leastOctet, int mostOctet) {
            missing = stillMissing;
            minOctet = leastOctet;
            maxOctet = mostOctet;
        }
    }
}
