package io.tokenledger.api.limit;

import org.jspecify.annotations.Nullable;

/** The length of a text in a JSON document in UTF-8. */
public final class StoredLength {
    private StoredLength() {}

    /** The length in bytes; 0 for null. Quotation marks and backslashes count twice, because JSON escapes them. */
    public static long of(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += c == '"' || c == '\\' ? 2 : 1;
            } else {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // a surrogate pair is four bytes
            }
        }
        return bytes;
    }
}
