package io.tokenledger.query.audittrail.format;

import io.tokenledger.api.text.InstantText;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON on one line with sorted keys, so that the same value always gives the same text. It does not use the web layer's
 * mapper, whose configuration follows the needs of callers.
 */
final class LineJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(InstantText.jacksonModule())
            .build();

    private LineJson() {}

    /** Escapes all invisible characters, including those that JSON allows. They occur only inside its strings. */
    static String of(Object value) {
        String json = MAPPER.writeValueAsString(value);
        if (json.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return json;
        }
        StringBuilder line = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (InvisibleCharacters.isInvisible(c)) {
                line.append(InvisibleCharacters.escape(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
