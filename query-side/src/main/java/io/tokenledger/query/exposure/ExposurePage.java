package io.tokenledger.query.exposure;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Renders a report as one printable HTML page. The template escapes every value. */
@Component
class ExposurePage {
    private static final DateTimeFormatter INSTANT_FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Template template;

    ExposurePage() throws IOException {
        try (Reader source = new InputStreamReader(
                new ClassPathResource("pages/exposure.mustache").getInputStream(), StandardCharsets.UTF_8)) {
            template = Mustache.compiler()
                    .escapeHTML(true)
                    .nullValue("")
                    .zeroIsFalse(true)
                    .withFormatter(ExposurePage::format)
                    .compile(source);
        }
    }

    /** Formats instants for people. The page states that times are in UTC. */
    private static String format(Object value) {
        return value instanceof Instant asOf ? INSTANT_FORMAT.format(asOf) : String.valueOf(value);
    }

    String of(ExposureReport report) {
        return template.execute(report);
    }
}
