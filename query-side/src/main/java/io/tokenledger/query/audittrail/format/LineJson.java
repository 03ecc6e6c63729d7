package io.tokenledger.query.audittrail.format;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON on one line, keys in their order: the same value is always the same text. The mapper is not the edge's, whose settings
 * follow what callers need.
 */
final class LineJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private LineJson() {}

    /** Unseen characters are escaped, also those that JSON would let pass; there are none of them outside of its strings. */
    static String of(Object value) {
        String json = MAPPER.writeValueAsString(value);
        if (json.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return json;
        }
        StringBuilder line = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (InvisibleCharacters.is(c)) {
                line.append(InvisibleCharacters.spelled(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
