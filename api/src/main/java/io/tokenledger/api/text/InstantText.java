package io.tokenledger.api.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The text of an instant in responses and exports: ISO 8601 in UTC, always with three digits of a second. Texts of equal
 * length sort as the instants do.
 */
public final class InstantText {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private InstantText() {}

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    /** Makes a mapper write all instants in this form. */
    public static JacksonModule jacksonModule() {
        return new SimpleModule("instants").addSerializer(Instant.class, new Serializer());
    }

    private static final class Serializer extends StdSerializer<Instant> {
        Serializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(of(instant));
        }
    }
}
